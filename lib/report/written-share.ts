/** Shares as the page writes them. */

import { formatShare } from "../base/format";

/** 0.9876 -> "98.8 %", with a space at which no line breaks. */
export function writtenShare(share: number, digits = 1): string {
  return formatShare(share, digits).replace(" ", "\u00a0");
}
