/** Which texts are dates and times. All times are read as UTC; digits below the millisecond are cut. */

/** What a text in ISO form says, and how it says it. */
export interface IsoDatetime {
  readonly milliseconds: number;
  readonly hasTime: boolean;
  readonly hasFraction: boolean;
  readonly hasZone: boolean;
  readonly hasLetterT: boolean;
}

/** The two readings of a date with slashes; NaN where a reading is no date: 13/1/2024 has no thirteenth month. */
export interface SlashDatetime {
  readonly monthFirst: number;
  readonly dayFirst: number;
  readonly hasTime: boolean;
}

const ISO = /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const SLASH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/** Reads "2024-01-31", "2024-01-31 12:30", "2024-01-31T12:30:00.250Z" and the like; undefined when it is no such date. */
export function parseIsoDatetime(text: string): IsoDatetime | undefined {
  if (text.length < 10) return undefined;
  const found = ISO.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, separator, hour = "0", minute = "0", second = "0", fraction = "", zone = ""] = found;
  const date = dayOf(Number(year), Number(month), Number(day));
  const local = date + timeOf(Number(hour), Number(minute), Number(second)) + Number(fraction.slice(0, 3).padEnd(3, "0"));
  const milliseconds = local - offsetOf(zone);
  if (Number.isNaN(milliseconds) || Math.abs(milliseconds) > 8.64e15) return undefined;
  return {
    milliseconds,
    hasTime: separator !== undefined,
    hasFraction: fraction !== "",
    hasZone: zone !== "",
    hasLetterT: separator === "T",
  };
}

/** Reads "1/31/2024" and "31/1/2024", with or without a time; undefined when neither reading is a date. */
export function parseSlashDatetime(text: string): SlashDatetime | undefined {
  const found = SLASH.exec(text);
  if (found === null) return undefined;
  const [first, second, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const time = timeOf(Number(found[4] ?? 0), Number(found[5] ?? 0), Number(found[6] ?? 0));
  const monthFirst = dayOf(year, first, second) + time;
  const dayFirst = dayOf(year, second, first) + time;
  if (Number.isNaN(monthFirst) && Number.isNaN(dayFirst)) return undefined;
  return { monthFirst, dayFirst, hasTime: found[4] !== undefined };
}

/** Midnight of a day in milliseconds since 1970; NaN for a day that the calendar does not have. */
function dayOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  // Date.UTC reads the years 0 to 99 as 1900 to 1999; 400 years are a whole number of weeks and leap cycles
  return year >= 0 && year < 100 ? Date.UTC(year + 400, month - 1, day) - 146_097 * 86_400_000 : Date.UTC(year, month - 1, day);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function timeOf(hour: number, minute: number, second: number): number {
  return hour > 23 || minute > 59 || second > 59 ? NaN : ((hour * 60 + minute) * 60 + second) * 1000;
}

/** "+02:00" -> 7,200,000. */
function offsetOf(zone: string): number {
  if (zone === "" || zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return NaN;
  return (zone[0] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
