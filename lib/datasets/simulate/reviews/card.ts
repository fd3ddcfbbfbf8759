/** The card of `reviews`. */

import type { CardText } from "../simulator";

export const reviewsCard: CardText = {
  about:
    "Invented products of six kinds and reviews of them. The texts follow a small grammar, so their quality has numbers without a language " +
    "model: does a text parse, does it speak of the right kind of product, does its mood agree with the stars, is it a copy.",
  who: "Buyers who took the time to write, and some who wrote without having bought.",
  missing: "The many buyers who write nothing, and everyone who needs other words than the 67 of the grammar.",
  bias: "Half of the reviews that are not verified are fake praise of five stars. The displeased write longer, and are found more helpful.",
  harms:
    "Nobody in the table exists; three planted vouchers stand for the secrets that people leave in free text. A generator that repeats one has " +
    "learned a row by heart.",
  use: "Text, two tables, and memorisation.",
};
