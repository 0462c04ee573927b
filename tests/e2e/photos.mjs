// Folders of photos for tests. The PNG files are generated, since the real photos may not be copied.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync } from 'node:zlib';

export const ROOMS = ['bathroom', 'bedroom', 'frontal', 'kitchen'];

/** The checksum of PNG and zip. */
export function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A PNG file, RGB, 8 bits per channel; `colour(x, y)` returns the three levels of a pixel. */
export function png(width, height, colour) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(colour(x, y), y * (1 + 3 * width) + 1 + 3 * x);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A photo that differs by house and by room. */
export function photo(house, room) {
  const [r, g, b] = [(house * 37) % 200, (house * 59 + room * 61) % 200, (room * 83 + 20) % 200];
  return png(48, 40, (x, y) => [r + (x % 16), g + (y % 16), (b + x + y) % 256]);
}

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A temporary empty folder, removed when the process exits. */
export function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'facade-'));
  folders.push(folder);
  return folder;
}

/** A folder in the dataset's format: houses in one zip code. `change(folder, lines)` may alter it. */
export function houseFolder(houses, change = () => {}) {
  const folder = emptyFolder();
  const lines = [];
  for (let house = 1; house <= houses; house += 1) {
    lines.push(`${2 + (house % 4)} ${1 + (house % 3)}.5 ${1200 + 40 * house} 94501 ${250_000 + 10_000 * house}`);
    ROOMS.forEach((room, i) => writeFileSync(join(folder, `${house}_${room}.png`), photo(house, i)));
  }
  change(folder, lines);
  writeFileSync(join(folder, 'HousesInfo.txt'), `${lines.join('\n')}\n`);
  return folder;
}

/** A folder with a table of another format: semicolons, grouped prices, and columns that name the photos. */
export function listingsFolder(houses, district = () => 'North; upper') {
  const folder = emptyFolder();
  const lines = ['Ref;District;Living area;Asking price;Front;Garden'];
  for (let house = 1; house <= houses; house += 1) {
    const price = (250_000 + 10_000 * house).toLocaleString('de-DE');
    const names = ['front', 'garden'].map((room) => `IMG_${house}_${room}.png`);
    names.forEach((name, i) => writeFileSync(join(folder, name), photo(house, i)));
    lines.push(`${house};"${district(house)}";${90 + house},5;€ ${price};${names.join(';')}`);
  }
  writeFileSync(join(folder, 'listings.csv'), `\ufeff${lines.join('\r\n')}\r\n`);
  return folder;
}

/** The four photos of a montage as files, in its order; `rgba` are the pixels of the montage, `side` by `side`. */
export function montagePhotos(rgba, side) {
  const folder = emptyFolder();
  const tile = side / 2;
  const corners = [[0, 0], [tile, 0], [tile, tile], [0, tile]];
  return ROOMS.map((room, i) => {
    const path = join(folder, `home_${room}.png`);
    const [left, top] = corners[i];
    writeFileSync(path, png(tile, tile, (x, y) => rgba.subarray(4 * ((top + y) * side + left + x)).subarray(0, 3)));
    return path;
  });
}

/** Four photos of a home that is in no dataset, in the order of the montage. */
export function homePhotos() {
  const folder = emptyFolder();
  return ROOMS.map((room, i) => {
    const path = join(folder, `home_${room}.png`);
    writeFileSync(path, photo(77, i));
    return path;
  });
}

/** A zip archive of `{ path: bytes }`; every second file is stored, the others are deflated. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [i, [path, bytes]] of Object.entries(files).entries()) {
    const name = Buffer.from(path);
    const deflated = i % 2 === 0;
    const packed = deflated ? deflateRawSync(bytes) : bytes;
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(0x0800, 6);
    header.writeUInt16LE(deflated ? 8 : 0, 8);
    header.writeUInt32LE(crc32(bytes), 14);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(bytes.length, 22);
    header.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    header.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    parts.push(header, name, packed);
    directory.push(entry, name);
    at += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

/** Four photos of pure noise. */
export function noisePhotos() {
  const folder = emptyFolder();
  let state = 12345;
  const level = () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16 & 255;
  return ROOMS.map((room) => {
    const path = join(folder, `noise_${room}.png`);
    writeFileSync(path, png(64, 64, () => [level(), level(), level()]));
    return path;
  });
}
