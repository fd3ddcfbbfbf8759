import { describe, expect, it } from "vitest";
import { type Caller, cookieName, refuseForeign, refuseStranger } from "../../../lib/course/server/guard";

const PORT = 8888;
const OURS: Caller = { method: "GET", host: "127.0.0.1:8888", origin: undefined, fetchSite: "same-origin", cookie: undefined };

describe("refuseForeign()", () => {
  it("lets the page read and write", () => {
    expect(refuseForeign(OURS, PORT)).toBeUndefined();
    expect(refuseForeign({ ...OURS, method: "POST", origin: "http://127.0.0.1:8888" }, PORT)).toBeUndefined();
    expect(refuseForeign({ ...OURS, host: "localhost:8888" }, PORT)).toBeUndefined();
  });

  it.each([
    ["a name that points to this machine", { host: "evil.example:8888" }],
    ["no host", { host: undefined }],
    ["another port", { host: "127.0.0.1:9999" }],
    ["a page of another origin", { origin: "http://evil.example" }],
    ["a page on another port of this machine", { origin: "http://127.0.0.1:3000" }],
    ["a file", { origin: "null" }],
    ["a writer without origin", { method: "POST" }],
    ["a cross-site form", { method: "POST", origin: "http://127.0.0.1:8888", fetchSite: "cross-site" }],
  ])("refuses %s", (_name, change) => {
    expect(refuseForeign({ ...OURS, ...change }, PORT)).toEqual(expect.any(String));
  });
});

describe("refuseStranger()", () => {
  it("knows the key by the cookie of its port", () => {
    const cookie = `other=1; ${cookieName(PORT)}=secret`;
    expect(refuseStranger({ ...OURS, cookie }, PORT, "secret")).toBeUndefined();
    expect(refuseStranger({ ...OURS, cookie }, PORT + 1, "secret")).toContain("npm start");
  });

  it.each([undefined, "", `${cookieName(PORT)}=`, `${cookieName(PORT)}=secre`, `x${cookieName(PORT)}=secret`])(
    "refuses the cookie %j",
    (cookie) => {
      expect(refuseStranger({ ...OURS, cookie }, PORT, "secret")).toContain("npm start");
    },
  );
});
