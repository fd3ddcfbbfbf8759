/** What the verdict says of groups of rows. */

import type { Scores } from "../quality/scores";
import { isBelow } from "./sections/groups-section";
import type { Finding } from "./verdict";
import { yardsticks } from "./yardsticks";

/** Groups that fall short of fresh rows of their own by more than chance. */
export function groupFindings({ groups }: Scores): Finding[] {
  const section = "groups";
  if (groups.notComputed !== undefined) return [{ kind: "missing", section, text: `Groups were not compared: ${groups.notComputed}.` }];
  const judged = groups.byGroup.filter(({ univariate }) => univariate.notComputed === undefined);
  const short = judged.filter(({ univariate, bivariate, share }) => [univariate, bivariate, share].some(isBelow));
  if (judged.length === 0) return [{ kind: "missing", section, text: "Groups were not compared: none has rows enough." }];
  if (short.length === 0)
    return [{ kind: "good", section, text: `No group of rows is served worse than chance explains (${judged.length} groups).` }];
  const loss = ({ bivariate }: (typeof short)[number]): number => (bivariate.reference ?? 0) - (bivariate.value ?? 0);
  const worst = [...short].sort((a, b) => loss(b) - loss(a))[0];
  // nine in ten fresh samples lie inside a band: some groups outside are chance
  const many = short.length > MANY_GROUPS * judged.length;
  const named = `the worst is ${worst.column} "${worst.group}"`;
  return [
    {
      kind: many && loss(worst) > yardsticks.small ? "concern" : "minor",
      section,
      text: `${short.length} of ${judged.length} groups of rows are served worse than fresh rows of the group would be, or are too rare; ${named}.`,
    },
  ];
}

/** Of three bands of 90 %, chance leaves at least one below in about one group of seven. */
const MANY_GROUPS = 0.2;
