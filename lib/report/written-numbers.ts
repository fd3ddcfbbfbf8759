/** Numbers as the page writes them. */

import { writtenShare } from "./written-share";

/** 0.9876 -> "98.8 %". */
export const share = (value: number): string => writtenShare(value);

/** 0.98765 -> "98.77 %". */
export const fineShare = (value: number): string => writtenShare(value, 2);

/** -0.98765 -> "−0.988". */
export const plain = (value: number): string => fixed(value, 3);

/** With so many digits after the point, and a minus that is as wide as a digit. */
export function fixed(value: number, digits: number): string {
  return value.toFixed(digits).replace("-", "−");
}
