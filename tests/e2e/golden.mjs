// The reference montages beside the dataset, made with OpenCV: `golden/montages.npz`, if it exists.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** The arrays of an npz file (a zip of npy files) by name, each with its header and bytes. */
function arrays(zip) {
  const found = {};
  // Read the central directory, since the local file headers need not contain the sizes.
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const packed = zip.readUInt32LE(at + 20);
    const [method, name, extra, comment] = [10, 28, 30, 32].map((i) => zip.readUInt16LE(at + i));
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + packed);
    const npy = method === 8 ? inflateRawSync(bytes) : bytes;
    const body = 10 + npy.readUInt16LE(8);
    const key = zip.toString('latin1', at + 46, at + 46 + name).replace('.npy', '');
    found[key] = { header: npy.toString('latin1', 10, body), bytes: npy.subarray(body) };
    at += 46 + name + extra + comment;
  }
  return found;
}

/** Maps house numbers to montages (RGB, 64 by 64), or null without the file. */
export function montages(houses) {
  const path = [join(houses, '../golden'), join(houses, '../../golden')].map((p) => join(p, 'montages.npz')).find(existsSync);
  if (!path) return null;
  const { house, bgr } = arrays(readFileSync(path));
  if (!house.header.includes("'<i4'") || !bgr.header.includes('64, 64, 3')) throw new Error(`${path}: ${bgr.header}`);
  const size = 64 * 64 * 3;
  return new Map(
    Array.from({ length: house.bytes.length / 4 }, (_, i) => {
      const levels = bgr.bytes.subarray(i * size, (i + 1) * size);
      return [house.bytes.readInt32LE(4 * i), levels.map((_, k) => levels[k + 2 - 2 * (k % 3)])];
    }),
  );
}
