/** The card of `engines`. */

import type { CardText } from "../simulator";

export const enginesCard: CardText = {
  about:
    "Engines of an invented fleet from the first cycle to the failure, with eight sensors, the regime of each cycle and the warnings. " +
    "A hidden damage grows by itself; the sensors show it through noise.",
  who: "Engines of three sites that ran until they failed.",
  missing:
    "Engines that were repaired or retired before they failed. Real fleets are full of them; a model that has seen only failures will expect them too early.",
  bias: "Damage grows faster at site S2, and faster in the fan than in the compressor. The regime moves every sensor more than the damage does: look within one regime.",
  harms:
    "No person is in the table. The harm is overconfidence: lives of single engines spread by 21 cycles around their mean, and 60 of them say little about the earliest failures.",
  use: "Sequences, events and the remaining useful life.",
};
