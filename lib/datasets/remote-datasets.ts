/** Real tables that can be fetched: pinned to one commit of a public collection, so that their bytes cannot change. */

import type { SimulatedName } from "./simulate/simulate";

/** A file with its size and checksum. */
export interface RemoteFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A dataset that is fetched on request. */
export interface RemoteDataset {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  /** Where the data first came from. */
  readonly source: string;
  /** The simulated dataset that serves the same lessons without a network. */
  readonly substitute: SimulatedName;
  readonly files: readonly RemoteFile[];
}

export const REMOTE_BASE = "https://raw.githubusercontent.com/mostly-ai/public-demo-data/64020409bdc85b7a04a2e510be00f9f4cf47fd3d/";

const file = (path: string, bytes: number, sha256: string): RemoteFile => ({ path, bytes, sha256 });

export const remoteDatasets: readonly RemoteDataset[] = [
  {
    name: "census",
    title: "Adult: income in the census of the United States of 1994",
    licence: "CC BY 4.0, UCI Machine Learning Repository, Adult",
    source: "https://archive.ics.uci.edu/dataset/2/adult",
    substitute: "people",
    files: [file("census/census.csv.gz", 633477, "e894df34ea1348ec0b421403bf8f0c7f719da4578222cb733615d091c49dff62")],
  },
  {
    name: "airbnb",
    title: "Airbnb: lodgings in New York",
    licence: "CC0, Inside Airbnb",
    source: "https://insideairbnb.com",
    substitute: "people",
    files: [file("airbnb/airbnb.csv.gz", 914582, "b85f600afc252405076278ea01f6df84e4b941a5bd5192ddfc02f4b48efbf1bd")],
  },
  {
    name: "london",
    title: "Airbnb: lodgings in London, with their titles and first names of hosts",
    licence: "CC BY 4.0, Inside Airbnb",
    source: "https://insideairbnb.com",
    substitute: "reviews",
    files: [file("airbnb/london.csv.gz", 1666957, "2d3f4229e720b73526c357af8ff22209dc0efc6148d71ceef63e17d90854f3cd")],
  },
  {
    name: "baseball",
    title: "Baseball: players and their seasons",
    licence: "CC BY-SA 3.0, Lahman's Baseball Database",
    source: "https://sabr.org/lahman-database",
    substitute: "engines",
    files: [
      file("baseball/players.csv.gz", 355845, "dfd268f5067230767f061bf1c272d3278567f9d9f5438cc445cf2497c526c8de"),
      file("baseball/batting.csv.gz", 1560392, "3f84eb380cbd5e6414e7fc1b11933ebd99fa8c37ec3a591ff5902c54b92f5a85"),
      file("baseball/fielding.csv.gz", 1835555, "c428c7b96f4682ffcb988bcbf09fc336063244d8359ce7cb7009130553d00f22"),
    ],
  },
  {
    name: "cdnow",
    title: "CDNOW: customers of a music shop and their purchases",
    licence: "none stated; for study",
    source: "https://www.brucehardie.com/datasets",
    substitute: "bank",
    files: [
      file("cdnow/users.csv.gz", 51399, "788e408e3e4383d8a4a05e57a728055fc9f9d3e3028c82da04b0c471342c92f1"),
      file("cdnow/purchases.csv.gz", 414706, "e8a5631c3152b2404267a6bd2ee75d1a0f7029c48f3a64c6972735eca479cd8e"),
    ],
  },
  {
    name: "berka",
    title: "Berka: a Czech bank of the 1990s in seven tables",
    licence: "none stated; PKDD 1999 challenge, for study",
    source: "https://sorry.vse.cz/~berka/challenge",
    substitute: "bank",
    files: [
      file("berka/data/account.csv.gz", 26894, "8610e1f37b8e67a9bd941335fcfc867118519e8ea2617c2329c3b8dc44f7378b"),
      file("berka/data/client.csv.gz", 34027, "2ca1ee20ba72c93f90930d7a2fa0192b56cb6fbfa585b3391d53734510477139"),
      file("berka/data/disp.csv.gz", 35996, "b4141a3de5105d1d541f9a975fb616aa69cd72a4bc1ae21cd2dde4dc7dff64a1"),
      file("berka/data/district.csv.gz", 3024, "e2d557b70ba2116ef03fbebc9f0b66b39ef146e11e4a821e9c1afa6062b41a56"),
      file("berka/data/loan.csv.gz", 10160, "4fd6a2d357328f41a2708d9d5a973ccc0f665d7450f99368e74278ac1aae5db9"),
      file("berka/data/order.csv.gz", 87435, "c426f3509a169ba08bf942221c3d39ca936bfd2dadb112d2e17593db2828ed47"),
      file("berka/data/card.csv.gz", 6835, "d3b76383887a15ad617c871614dddc0705bda7d608575cd3fe5cac444d109795"),
    ],
  },
  {
    name: "bank_marketing",
    title: "Bank marketing: who subscribed after a call",
    licence: "CC BY 4.0, UCI Machine Learning Repository, Bank Marketing",
    source: "https://archive.ics.uci.edu/dataset/222/bank+marketing",
    substitute: "cloudops",
    files: [file("bank_marketing/bank_marketing.csv.gz", 495511, "db2d8235ca635878ff977af00d128df153a1df50e6f34831a6511c708302dd23")],
  },
  {
    name: "credit_default",
    title: "Credit default: card holders in Taiwan",
    licence: "CC BY 4.0, UCI Machine Learning Repository, Default of Credit Card Clients",
    source: "https://archive.ics.uci.edu/dataset/350/default+of+credit+card+clients",
    substitute: "bank",
    files: [
      file("creditcard_default/creditcard_default.csv.gz", 936093, "06bde6e33db1ca1381f7e0e78d4bfbf387b8fa040641dee4c2f3457f68c68142"),
    ],
  },
  {
    name: "online_shoppers",
    title: "Online shoppers: sessions of a shop",
    licence: "CC BY 4.0, UCI Machine Learning Repository, Online Shoppers Purchasing Intention",
    source: "https://archive.ics.uci.edu/dataset/468/online+shoppers+purchasing+intention+dataset",
    substitute: "cloudops",
    files: [file("online_shoppers/online_shoppers.csv.gz", 179057, "57c6b0866973c2d66c96aa9d53ada45841e343da177381fd1f860742c46c21e9")],
  },
];
