/** The part of the package that is used; it ships no types of its own. */
declare module "ydf-training" {
  export interface YdfInputFeature {
    readonly name: string;
    readonly type: string;
  }
  export interface YdfModel {
    getLabelClasses(): string[];
    getInputFeatures(): YdfInputFeature[];
    describe(): string;
    predict(examples: Record<string, readonly (number | string)[]>): number[];
    unload(): void;
  }
  type YdfLearner = new (label: string, task: string) => { train(data: Record<string, readonly (number | string)[]>): YdfModel };
  export interface Ydf {
    readonly GradientBoostedTreesLearner: YdfLearner;
    readonly RandomForestLearner: YdfLearner;
    readonly HEAP8: Int8Array;
  }
  const load: (settings: { print(line: string): void; printErr(line: string): void }) => Promise<Ydf>;
  export default load;
}
