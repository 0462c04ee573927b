// Decodes and encodes the records in the browser's storage, to produce what an earlier or later version of the page would have left.
import { crc32 } from 'node:zlib';

/** A floating-point number, since JavaScript has one type for these and for integers. */
class Float {
  constructor(value) { this.value = value; }
}

const narrow = (big) => (Number.isSafeInteger(Number(big)) ? Number(big) : big);

function decode(bytes) {
  let at = 0;
  const take = (count) => bytes.subarray(at, (at += count));
  const whole = (count) => take(count).readUIntBE(0, count);
  const list = (count) => Array.from({ length: count }, next);
  const map = (count) => new Map(Array.from({ length: count }, () => [next(), next()]));
  const text = (count) => take(count).toString('utf8');
  function next() {
    const kind = whole(1);
    if (kind < 0x80) return kind;
    if (kind < 0x90) return map(kind & 15);
    if (kind < 0xa0) return list(kind & 15);
    if (kind < 0xc0) return text(kind & 31);
    if (kind >= 0xe0) return kind - 256;
    switch (kind) {
      case 0xc0: return null;
      case 0xc2: return false;
      case 0xc3: return true;
      case 0xc4: case 0xc5: case 0xc6: return take(whole(1 << (kind - 0xc4)));
      case 0xca: return new Float(take(4).readFloatBE());
      case 0xcb: return new Float(take(8).readDoubleBE());
      case 0xcc: case 0xcd: case 0xce: return whole(1 << (kind - 0xcc));
      case 0xcf: return narrow(take(8).readBigUInt64BE());
      case 0xd0: return take(1).readInt8();
      case 0xd1: return take(2).readInt16BE();
      case 0xd2: return take(4).readInt32BE();
      case 0xd3: return narrow(take(8).readBigInt64BE());
      case 0xd9: case 0xda: case 0xdb: return text(whole(1 << (kind - 0xd9)));
      case 0xdc: return list(whole(2));
      case 0xdd: return list(whole(4));
      case 0xde: return map(whole(2));
      case 0xdf: return map(whole(4));
      default: throw new Error(`A record contains no value of type ${kind}.`);
    }
  }
  return { next, rest: () => bytes.subarray(at) };
}

function encode(value) {
  const sized = (code, bytes, size) => {
    const head = Buffer.alloc(5);
    head[0] = code;
    head.writeUInt32BE(size, 1);
    return Buffer.concat([head, bytes]);
  };
  if (value === null) return Buffer.of(0xc0);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xc3 : 0xc2);
  if (value instanceof Float) {
    const bytes = Buffer.alloc(9, 0xcb);
    bytes.writeDoubleBE(value.value, 1);
    return bytes;
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    const bytes = Buffer.alloc(9, value < 0 ? 0xd3 : 0xcf);
    if (value < 0) bytes.writeBigInt64BE(BigInt(value), 1);
    else bytes.writeBigUInt64BE(BigInt(value), 1);
    return bytes;
  }
  if (typeof value === 'string') return sized(0xdb, Buffer.from(value), Buffer.byteLength(value));
  if (Buffer.isBuffer(value)) return sized(0xc6, value, value.length);
  if (Array.isArray(value)) return sized(0xdd, Buffer.concat(value.map(encode)), value.length);
  return sized(0xdf, Buffer.concat([...value].flat().map(encode)), value.size);
}

export const isRecord = (bytes) => Buffer.from(bytes.slice(0, 8)).toString('latin1') === '\x83\xa6facade';

/** Decodes a record into its kind, version and body. */
export function unpack(bytes) {
  const { next, rest } = decode(Buffer.from(bytes));
  const head = next();
  const body = decode(rest()).next();
  return { kind: head.get('facade'), version: head.get('version'), body };
}

/** Encodes a record. */
export function pack({ kind, version, body }) {
  const packed = encode(body);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(Buffer.concat([Buffer.from(kind), Buffer.of(version & 255, version >> 8), packed])));
  return Buffer.concat([encode(new Map([['facade', kind], ['version', version], ['crc32', sum]])), packed]);
}

/** Applies `change` to every map in a body, and in the records that it contains. */
export function mapRecursively(value, change) {
  if (Buffer.isBuffer(value) && isRecord(value)) {
    const inner = unpack(value);
    return pack({ ...inner, body: mapRecursively(inner.body, change) });
  }
  if (Array.isArray(value)) return value.map((each) => mapRecursively(each, change));
  if (!(value instanceof Map)) return value;
  return change(new Map([...value].map(([name, each]) => [name, mapRecursively(each, change)])));
}

/** A record as the page at 5b66f66 wrote it: magic bytes, version 5, FNV-1a of the body. */
export function legacyRecord(body) {
  let sum = 0xcbf29ce484222325n;
  for (const byte of body) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  const head = Buffer.alloc(16);
  head.write('facade');
  head.writeUInt16LE(5, 6);
  head.writeBigUInt64LE(sum, 8);
  return Buffer.concat([head, Buffer.from(body)]);
}

/** All records of the page, by key: bytes, files, lists of these, or neither. `page` has the page's origin, but is another document. */
export async function readAll(page) {
  const all = await page.evaluate(async () => {
    const settled = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    // The name of the database contains the page's path; the database of an earlier version may exist as well.
    const [name] = (await indexedDB.databases()).map((each) => each.name).filter((each) => each.startsWith('facade')).sort((a, b) => b.length - a.length);
    const store = (await settled(indexedDB.open(name))).transaction('kept').objectStore('kept');
    const [keys, values] = [await settled(store.getAllKeys()), await settled(store.getAll())];
    const bytes = async (value) => {
      if (value instanceof Blob) return { file: new Uint8Array(await value.arrayBuffer()) };
      if (value instanceof Uint8Array) return { bytes: value };
      if (Array.isArray(value)) return { list: await Promise.all(value.map(bytes)) };
      return {};
    };
    return Promise.all(keys.map(async (key, at) => [key, await bytes(values[at])]));
  });
  return new Map(all);
}

/** Replaces all records of the page. */
export const writeAll = (page, all) =>
  page.evaluate(async (all) => {
    const settled = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    // The name of the database contains the page's path; the database of an earlier version may exist as well.
    const [name] = (await indexedDB.databases()).map((each) => each.name).filter((each) => each.startsWith('facade')).sort((a, b) => b.length - a.length);
    const store = (await settled(indexedDB.open(name))).transaction('kept', 'readwrite').objectStore('kept');
    const value = ({ file, bytes, list }) => (file ? new Blob([file]) : bytes ?? list.map(value));
    await settled(store.clear());
    for (const [key, each] of all) await settled(store.put(value(each), key));
  }, [...all]);
