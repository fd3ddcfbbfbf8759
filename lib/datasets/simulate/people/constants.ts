/** The numbers of the law of `people`. All places and groups are invented. */

export const regions = ["R0", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"];
export const origins = ["Coast", "Valley", "Highland", "Islands"];
export const educations = ["None", "Basic", "Secondary", "Vocational", "Bachelor", "Master", "Doctorate"];

export const constants = {
  womenShare: 0.49,
  originShares: [0.62, 0.23, 0.11, 0.04],
  regionShares: [0.2, 0.16, 0.13, 0.11, 0.1, 0.09, 0.08, 0.06, 0.04, 0.03],
  /** Share of the Highlanders who live in R8 or R9 because they are Highlanders: it makes region a proxy of origin. */
  highlandClustering: 0.7,
  /** Latitude and longitude of the regions, at least 0.8 degrees apart, in an empty part of the ocean. */
  centroids: [
    [31.2, -39.5],
    [32.1, -39.8],
    [31.9, -38.6],
    [33.0, -38.9],
    [30.6, -38.3],
    [31.3, -37.6],
    [32.6, -37.5],
    [30.2, -37.2],
    [33.6, -37.9],
    [33.9, -39.2],
  ],
  homeSpreadDegrees: 0.08,
  educationCuts: [-1.75, -1, -0.05, 0.42, 1.15, 1.85],
  educationYears: [6, 9, 12, 13, 16, 18, 21],
  /** a: how many, b: pull of a year of education, c: pull of being a woman, w: wage of the occupation (log). */
  occupations: {
    Agri: { a: -0.6, b: -0.25, c: -0.3, w: -0.25 },
    Craft: { a: 0.5, b: -0.12, c: -1.6, w: 0.02 },
    Machine: { a: 0.1, b: -0.2, c: -0.7, w: -0.03 },
    Transport: { a: 0.1, b: -0.2, c: -1.6, w: -0.02 },
    Sales: { a: 0.5, b: 0, c: 0.1, w: 0 },
    Clerical: { a: 0.3, b: 0.02, c: 1.0, w: -0.06 },
    Service: { a: 0.6, b: -0.12, c: 0.5, w: -0.2 },
    Care: { a: -0.3, b: 0.08, c: 1.8, w: -0.12 },
    Protective: { a: -0.9, b: 0, c: -1.2, w: 0.05 },
    Tech: { a: -0.8, b: 0.25, c: -0.8, w: 0.22 },
    Professional: { a: -0.4, b: 0.42, c: 0.3, w: 0.18 },
    Manager: { a: -0.2, b: 0.25, c: -0.4, w: 0.3 },
  },
  wage: {
    base: 10.17,
    perYearOfEducation: 0.075,
    perYearOfExperience: 0.036,
    perSquaredYearOfExperience: -0.00058,
    perLogHours: 0.95,
    /** The documented bias: what a woman's, and a Highlander's, log wage is lowered by. */
    woman: -0.16,
    highland: -0.1,
    spread: 0.38,
  },
  highIncomeAbove: 50_000,
};

export const occupations = Object.entries(constants.occupations).map(([name, numbers]) => ({ name, ...numbers }));
