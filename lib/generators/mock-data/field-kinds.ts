/** Kinds of fields that faker-js can write, by the names that people give to columns. */

import type { Rng } from "../../base/random";

const KINDS = [
  "email",
  "uuid",
  "first name",
  "last name",
  "full name",
  "user name",
  "job",
  "company",
  "street",
  "city",
  "postcode",
  "country",
  "phone",
  "product",
  "colour",
  "currency",
  "iban",
  "url",
  "ip",
  "sentence",
  "word",
] as const;

/** What faker-js can write. */
export type FieldKind = (typeof KINDS)[number];

export const fieldKinds: readonly string[] = KINDS;

export function isFieldKind(text: string): text is FieldKind {
  return fieldKinds.includes(text);
}

/**
 * Writes cells of this kind with faker-js (English) on our own randomness: same seed, same words. The package is loaded when
 * it is first needed.
 */
export async function fieldWriter(kind: FieldKind, rng: Rng): Promise<() => string> {
  const faker = await loadFaker(rng);
  return () => WRITERS[kind](faker);
}

async function loadFaker(rng: Rng) {
  const { Faker, base, en } = await import("@faker-js/faker");
  return new Faker({ locale: [en, base], randomizer: { next: () => rng.uniform(), seed: () => undefined } });
}

const WRITERS: Record<FieldKind, (faker: Awaited<ReturnType<typeof loadFaker>>) => string> = {
  email: (faker) => faker.internet.email({ provider: "example.org" }).toLowerCase(),
  uuid: (faker) => faker.string.uuid(),
  "first name": (faker) => faker.person.firstName(),
  "last name": (faker) => faker.person.lastName(),
  "full name": (faker) => faker.person.fullName(),
  "user name": (faker) => faker.internet.username(),
  job: (faker) => faker.person.jobTitle(),
  company: (faker) => faker.company.name(),
  street: (faker) => faker.location.streetAddress(),
  city: (faker) => faker.location.city(),
  postcode: (faker) => faker.location.zipCode(),
  country: (faker) => faker.location.country(),
  phone: (faker) => faker.phone.number(),
  product: (faker) => faker.commerce.productName(),
  colour: (faker) => faker.color.human(),
  currency: (faker) => faker.finance.currencyCode(),
  iban: (faker) => faker.finance.iban(),
  url: (faker) => faker.internet.url(),
  ip: (faker) => faker.internet.ipv4(),
  sentence: (faker) => faker.lorem.sentence(),
  word: (faker) => faker.lorem.word(),
};

/** Which kind a column of words most likely is, by its name. */
export function kindByName(name: string): FieldKind {
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? "word";
}

const NAMES: readonly (readonly [RegExp, FieldKind])[] = [
  [/e-?mail/i, "email"],
  [/uuid|guid|(^|_)id$/i, "uuid"],
  [/first.?name|given.?name/i, "first name"],
  [/last.?name|surname|family.?name/i, "last name"],
  [/user.?name|login|handle/i, "user name"],
  [/company|employer|vendor|supplier/i, "company"],
  [/product|item|article/i, "product"],
  [/name|owner|author|customer|patient/i, "full name"],
  [/job|occupation|profession|title/i, "job"],
  [/street|address/i, "street"],
  [/city|town|place/i, "city"],
  [/post.?code|zip/i, "postcode"],
  [/country|nation/i, "country"],
  [/phone|mobile|tel$/i, "phone"],
  [/colou?r/i, "colour"],
  [/currency/i, "currency"],
  [/iban/i, "iban"],
  [/url|website|link/i, "url"],
  [/(^|_)ip($|_)/i, "ip"],
  [/text|comment|summary|description|note/i, "sentence"],
];
