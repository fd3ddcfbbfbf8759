/** The public API of synthetic-tables, grouped by what a reader wants to do. */

// Tables
export { Table, type Row } from "./table/table";
export {
  type BooleanColumn,
  booleanColumn,
  type Cell,
  cellOf,
  type Column,
  type ColumnType,
  type DatetimeColumn,
  datetimeColumn,
  type DatetimeFormat,
  type NumberColumn,
  numberColumn,
  type StringColumn,
  stringColumn,
  textOf,
} from "./table/column";

// Reading and writing tables
export { readTable, type ReadTableOptions } from "./table/read-table";
export { writeTable, type WriteTableOptions } from "./table/write-table";
export { MISSING_TEXTS, readCsv, type ReadCsvOptions, type ReadProgress } from "./table/read-csv";
export { formatCsv, type FormatCsvOptions, writeCsv, type WriteCsvOptions } from "./table/write-csv";
export { readParquet, type ReadParquetOptions } from "./table/read-parquet";
export { writeParquet, type WriteParquetOptions } from "./table/write-parquet";
export { fromDanfo, type FromDanfoOptions, toDanfo } from "./table/danfo";
export type { TableSource, TextEncoding } from "./table/text-source";

// Reshaping tables
export { split, type Split, type SplitOptions } from "./table/split";
export { concat } from "./table/concat";
export { join, type JoinOptions } from "./table/join";
export { sortBy, type SortOptions } from "./table/sort-by";
export { groupRows, type RowGroup } from "./table/group-rows";
export { summary } from "./table/summary";

// The generator
export { TabularARGN } from "./argn/tabular-argn";
export type { ModelColumn } from "./argn/model-columns";
export type { TrainOptions } from "./argn/train-options";
export type { ContinueOptions } from "./argn/continue-training";
export type { Epoch, StopReason, TrainingProgress } from "./argn/train/progress";
export type { ComputeOptions } from "./argn/model-state";
export type { SampleOptions, SampleProgress } from "./argn/sample/generate";
export type { ImputeOptions } from "./argn/sample/impute";
export type { ParityOptions } from "./argn/sample/parity-options";
export type { Constraint } from "./argn/constraints/constraint";
export type { ConstraintOptions } from "./argn/constraints/resolve";
export type { PredictOptions } from "./argn/predict/predict-column";
export type { Probabilities } from "./argn/predict/probabilities";
export type { Unusualness, UnusualnessOptions } from "./argn/predict/unusualness";
export type { EngineChoice } from "./argn/select-engine";
export type { ModelSize } from "./argn/sizes";

// Filling holes: yardsticks, and how well the holes are filled
export { fillByTrees, type TreeFillOptions } from "./tasks/fill-by-trees";
export { fillFromColumn } from "./tasks/fill-from-column";
export { hideCells, type HideOptions } from "./tasks/hide-cells";
export { type ImputationScore, imputationScores } from "./tasks/imputation-scores";

// Differential privacy: what noise costs, and the mechanisms that add it
export { type NoisySteps, noiseFor, type PrivacyCost, privacyCost } from "./dp/accountant";
export { gaussianDelta, gaussianEpsilon, gaussianSigma } from "./dp/gaussian";
export { laplace, type LaplaceOptions } from "./dp/laplace";
export { noisyCounts, type StableCount, stableCounts, stableLaplaceCounts, type StableOptions, stableThreshold } from "./dp/noisy-counts";
export { logHistogram, noisyLogBins, type NoisyBin } from "./dp/log-histogram";
export { type NoiseSource, noiseSource, secureNoise } from "./dp/noise-source";
export { privateQuantiles, type QuantileOptions } from "./dp/quantiles";
export { subsampledGaussianRdp } from "./dp/renyi";
export type { PrivacyOptions } from "./argn/train/private-options";
export type { PrivacyPart, PrivacySpent } from "./argn/train/private-budget";
export type { Domain } from "./encoding/private/private-setting";

// How fast this machine is
export { calibrate } from "./argn/wasm/calibrate";

// Randomness
export { Rng } from "./base/random";

// Stopping
export { AbortError } from "./base/errors";

// Data whose truth is known
export { simulate, simulatedNames, simulateWithTruth, type SimulatedTables, type SimulateOptions } from "./datasets/simulate/simulate";
export { type KnownTruth, type Law, lawOf } from "./datasets/law-of";
export { writeDataset } from "./datasets/write-dataset";
export { datasetPath } from "./datasets/dataset-path";

// Real data
export { catalogue, type CatalogueEntry } from "./datasets/catalogue";
export { type DownloadQuestion, fetchDataset, type FetchDatasetOptions, type FetchedDataset } from "./datasets/fetch-dataset";
export { packageDataset, packageDatasetPath } from "./datasets/package-datasets";

// Tables as integer codes
export { type EncodedColumn, type EncodedTable, TableCodec } from "./encoding/table-codec";
export { type Encoding } from "./encoding/encoding";

// Learners that judge: predict one column from the others
export { type Importance, type PredictionQuestion, type PredictionTask, type Predictor } from "./predictors/predictor";
export { trainBoostedTrees, trainRandomForest, type TreeOptions } from "./predictors/trees";
export { type LogisticOptions, trainLogistic } from "./predictors/logistic";
export { accuracy, areaUnderCurve, logLoss, r2, rmse } from "./predictors/scores";

// Pictures
export { plots } from "./plots/plots";
export { type Figure } from "./plots/figure";
export { svgOf, type SvgOptions } from "./plots/svg-of";

// The report on an assessment
export { reportHtml, type ReportOptions } from "./report/page";
export { writeReport } from "./report/write-report";

// Judging synthetic tables
export { assess } from "./quality/assess";
export { type AssessOptions, type AssessPart, type AssessProgress } from "./quality/assess-options";
export {
  type ColumnKind,
  type ColumnMeasure,
  type ComputedMeasure,
  type DiscriminatorReading,
  type DistanceSummary,
  type Distribution,
  type GroupShare,
  type Measure,
  type MissingMeasure,
  type PairMeasure,
  type PairTable,
  type Part,
  type Scores,
  type TripleMeasure,
  unpackPairTable,
} from "./quality/scores";
export { alignTrio, type AlignedTrio, type Trio } from "./privacy/align-trio";
export { distanceChecks, type DistanceChecks, type DistanceComparison, type DistanceOptions } from "./privacy/distances";
export { identicalMatchShare } from "./privacy/identical-matches";
export { membershipByDistance, type MembershipByDistance, type MembershipOptions } from "./privacy/membership-distance";
export { closerShare, type CloserShare } from "./privacy/closer-share";
export { phiK } from "./stats/phi-k";
export { bivariateNormal, normalDistribution } from "./stats/bivariate-normal";
export { closedFormTotalVariation, expectedDifference } from "./stats/expected-total-variation";
export { type ExpectedTotalVariation, SamplingNoise } from "./stats/sampling-noise";
export { totalVariation } from "./stats/total-variation";
export { quantileTransform } from "./stats/quantile-transform";
export { gammaInterval } from "./stats/gamma-interval";
export { rankEdges } from "./quality/bin-edges";
export { trimLabel } from "./quality/trim-label";
export { cosine } from "./quality/similarity";
export { aucStandardError } from "./quality/discriminator";

// The spectrum: simple families of generators with one interface
export {
  type Generator,
  type GeneratorProgress,
  type GeneratorSampleOptions,
  type GeneratorTrainOptions,
  type TrainedGenerator,
} from "./generators/generator";
export { mock } from "./generators/mock";
export { type CellRule, rules, type RulesOptions } from "./generators/rules";
export { fromSummary } from "./generators/from-summary";
export { shuffle } from "./generators/shuffle";
export { marginals } from "./generators/marginals";
export { bootstrap } from "./generators/bootstrap";
export { copula } from "./generators/copula";
export { chowLiu } from "./generators/chow-liu";
export { mixture } from "./generators/mixture";
export { cart } from "./generators/cart";
export { smote } from "./generators/smote";
export { adasyn, type AdasynOptions } from "./generators/adasyn";
export { kernelDensity } from "./generators/kernel-density";
export {
  privBayes,
  type PrivateGenerator,
  type PrivBayesBudget,
  type PrivBayesFamily,
  type PrivBayesOptions,
} from "./generators/priv-bayes";
export { vae } from "./generators/vae";
export { gan } from "./generators/gan";
export { diffusion } from "./generators/diffusion";
export { mockData, type MockDataOptions, type MockField } from "./generators/mock-data/mock-data";
export { languageModel, type LanguageModelOptions } from "./generators/mock-data/language-model";
export type { ColumnWish } from "./generators/mock-data/answer-rows";
export { published, type PublishedColumn, type PublishedOptions } from "./generators/published";
export type { CellDistribution, Depending } from "./generators/distribution";
export { assessSeveral, type AssessSeveralOptions, type NamedScores } from "./quality/assess-several";
export { columnDifferences, type ColumnDifference } from "./quality/column-differences";
export { dependence, type Dependence, type DependenceOptions, type DependenceStatistic, type PairDependence } from "./quality/dependence";
export { type TargetUtility, tstr, type Tstr, type TstrOptions } from "./quality/tstr";
export { adherence, coverage } from "./quality/adherence";
export { jointFidelity, type JointFidelity, type JointFidelityOptions } from "./quality/joint-fidelity";
export { pairUtility } from "./quality/pair-utility";
export {
  coefficientAgreement,
  type CoefficientAgreement,
  type CoefficientComparison,
  type CoefficientOptions,
} from "./quality/coefficient-agreement";
export { type LearnerUtility, type RegressionUtility } from "./quality/learner-utility";
export { type Utility } from "./quality/utility";
export { type GroupScores } from "./quality/group-lens";
export { type TellingRow, type TellingValue } from "./quality/telling-signs";
export { type Coherence, type ColumnCoherence } from "./quality/sequences/coherence";
export { type SequenceOptions } from "./quality/sequences/sequence-rows";
export { tableHash } from "./quality/table-hash";
export { contingencySimilarity } from "./quality/contingency-similarity";
export { recordDistances } from "./privacy/record-distances";
export { disclosureProtection, type DisclosureOptions, type DisclosureProtection, disclosureScore } from "./privacy/disclosure-protection";

// Fairness: groups compared
export { type GroupRate, type ParityQuestion, statisticalParity, type StatisticalParity } from "./fairness/parity";
export { type EqualisedOdds, equalisedOdds, type GroupOdds, type OddsQuestion } from "./fairness/odds";
export { type CalibrationByGroup, calibrationByGroup, type CalibrationQuestion, type GroupCalibration } from "./fairness/calibration";
export { wilsonInterval } from "./fairness/wilson-interval";

// Numbers in, number out
export { chiSquared, cramersV } from "./stats/cramers-v";
export { combineEstimates, type CombinedEstimate, type SynthesisKind } from "./stats/combining-rules";
export { correlationRatio } from "./stats/correlation-ratio";
export { type CrossTable, entropy, mutualInformation, theilsU } from "./stats/mutual-information";
export { intervalOverlap } from "./stats/interval-overlap";
export { jensenShannon } from "./stats/jensen-shannon";
export { kolmogorovSmirnov } from "./stats/kolmogorov-smirnov";
export { maximumMeanDiscrepancy, type PointCloud } from "./stats/maximum-mean-discrepancy";
export { midRanks, pearson, spearman } from "./stats/rank-correlation";
export { propensityError, propensityNull, tableUtility, type TableUtility } from "./stats/table-utility";
export { supportCoverage, type SupportCoverage } from "./stats/support-coverage";
export { studentT975 } from "./stats/student-t";
export { wasserstein } from "./stats/wasserstein";
