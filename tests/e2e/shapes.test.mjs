// Nothing overlaps, is cut off or runs out of the window from 320 to 2560 pixels, in each language, with data of every shape.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scenario } from './helper.mjs';
import { faultsAt } from './layout.mjs';
import { emptyFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

// 1001 is the narrowest window with the margin column.
const WIDTHS = [320, 390, 768, 1001, 1280, 2560];
const LANGUAGES = ['en', 'de'];

const id = (page, name) => page.getByTestId(name);
const hash = (house) => createHash('sha256').update(`house ${house}`).digest('hex').slice(0, 60);

/** A folder of this name with a table and, for each house, a folder of photos with its id. */
function houses(name, lines, photos) {
  const folder = join(emptyFolder(), name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'houses.csv'), `${lines.join('\n')}\n`);
  for (const [house, files] of Object.entries(photos)) {
    mkdirSync(join(folder, house));
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, house, `${file}.png`), bytes);
  }
  return folder;
}

const range = (count) => Array.from({ length: count }, (_, at) => at + 1);
const photosOf = (house, rooms) => Object.fromEntries(rooms.map((room, at) => [room, photo(house, at)]));

const LONG_ROOMS = ['bathroom_with_underfloor_heating', 'bedroom_beside_the_staircase', 'frontal_view_from_the_cul_de_sac', 'kitchen_with_breakfast_bar'];
const AREAS = ['Castrop-Rauxel-Obercastrop-Südgartenstadt', 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', 'Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson'];
const CLASSES = ['Energieeffizienzklassenbescheinigungspflichtig', 'Ohne Energieausweis, da denkmalgeschütztes Fachwerkgebäude'];

/** Texts of 60 characters as ids, long names of everything, and houses with faults. */
function longNames() {
  const count = 27;
  const lines = ['reference;price in €;neighbourhood;net internal floor area of the whole building;Grundstücksflächenanteilsverhältniszahl;energy certificate classification'];
  const photos = {};
  for (const house of range(count)) {
    lines.push(`${hash(house)};${house === 5 ? 'many' : 250_000 + 10_000 * house};${AREAS[house % 3]};${90 + 3 * house};${1 + (house % 4)};${CLASSES[house % 2]}`);
    // House 2 has the photos of house 1, house 7 has one photo twice, house 9 lacks one.
    photos[hash(house)] = photosOf(house === 2 ? 1 : house, LONG_ROOMS);
  }
  photos[hash(7)][LONG_ROOMS[3]] = photos[hash(7)][LONG_ROOMS[0]];
  delete photos[hash(9)][LONG_ROOMS[1]];
  return houses('Immobilienbewertungsdatenbank_Nordrhein-Westfalen_Gesamtbestand', lines, photos);
}

const NINE_ROOMS = ['entrance hall and cloakroom', 'open plan kitchen diner', 'principal bedroom en suite', 'second bedroom with balcony', 'family bathroom upstairs', 'home office or nursery', 'utility and laundry room', 'rear garden and terrace', 'street elevation'];

/** Nine rooms with long names, and prices from 1.2 to 90 crore rupees. */
function crores() {
  const lines = ['listing;price;carpet area;bedrooms;furnishing'];
  const photos = {};
  for (const house of range(16)) {
    const crore = (1.2 * (90 / 1.2) ** ((house - 1) / 15)).toFixed(2);
    lines.push(`Flat ${100 + house};₹ ${crore} Crore;${900 + 120 * house};${2 + (house % 4)};${['semi-furnished', 'unfurnished'][house % 2]}`);
    photos[`Flat ${100 + house}`] = photosOf(house, NINE_ROOMS);
  }
  return houses('Worli sea face', lines, photos);
}

/** Five houses with one photo each, and prices of a few dollars. */
function five() {
  const photos = Object.fromEntries(range(5).map((house) => [`${house}`, photosOf(house, ['front'])]));
  return houses('5', ['id;price', ...range(5).map((house) => `${house};${house + 0.5}`)], photos);
}

/** Faults that were found: a line for each place, element and kind, with all widths and languages. */
class Faults {
  #all = new Map();

  async search(page, step, language) {
    for (const fault of await faultsAt(page, WIDTHS)) this.add({ ...fault, step, at: `${fault.width} ${language}` });
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  add({ step, where, what, which, text, at }) {
    // The same fault of the next house is no news.
    const element = which.replace(/-?[0-9a-f]{60}|(?<=-)\d+/g, '*');
    const kind = what.replace(/ “.*”|\d+ px( × \d+ px)?|-[0-9a-f]{60}/g, '').replace(/ by $/, '');
    const key = `#${where}: ${element}: ${kind}`;
    const fault = this.#all.get(key) ?? { step, text, at: new Map() };
    if (!fault.at.has(at)) fault.at.set(at, what.match(/\d+ px.*/)?.[0] ?? '');
    this.#all.set(key, fault);
  }

  toString() {
    const line = ([key, { step, text, at }]) => `${step}, ${key}\n    “${text}”; ${[...at].map(([at, by]) => (by ? `${at}: ${by}` : at)).join(', ')}`;
    return [...this.#all].map(line).join('\n');
  }

  assertNone() {
    assert.equal(this.#all.size, 0, `${this.#all.size} faults of the layout (widths and languages after each):\n${this}`);
  }
}

async function speak(page, language) {
  await id(page, 'language').selectOption(language);
  await page.waitForFunction((language) => document.documentElement.lang === language, language);
}

/** Opens whatever is folded. What is opened may hold further folds. */
async function openAll(page) {
  await page.waitForFunction(() => {
    const closed = [...document.querySelectorAll('details:not([open])')];
    for (const details of closed) details.querySelector('summary').click();
    return closed.length === 0;
  }, null, { polling: 50 });
}

/** Whether the tip of each point of a chart is inside of the narrowest window, where it has the least room. */
async function searchTips(page, faults, chart, language) {
  const area = id(page, `${chart}-area`);
  const points = Number(await area.getAttribute('aria-valuemax'));
  if (points === 0) return;
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await area.focus();
  await page.keyboard.press('Home');
  for (let point = 0; point < points; point += 1) {
    const outside = await id(page, `${chart}-tip`).evaluate((tip) => {
      const { left, right } = tip.getBoundingClientRect();
      return left < 0 || right > innerWidth || tip.scrollWidth > tip.clientWidth + 1 ? `${left} to ${right}: ${tip.innerText}` : '';
    });
    if (outside) faults.add({ step: 'points', where: 'results', which: `${chart}-tip`, what: 'outside of the window', text: outside, at: `${WIDTHS[0]} ${language}` });
    await page.keyboard.press('ArrowRight');
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Goes the whole way with a folder. A step that fails may do so because of a fault that was found before it. */
async function wholeWay(page, folder, how) {
  const faults = new Faults();
  try {
    await goAndSearch(page, folder, faults, how);
  } catch (error) {
    error.stack += `\nUntil then:\n${faults}`;
    throw error;
  }
  faults.assertNone();
}

/** Searches at each place. */
async function goAndSearch(page, folder, faults, { network, fields, rooms, currency = 'EUR', languages = LANGUAGES }) {
  await visitor.ready(page);
  await visitor.pick(page, folder);
  await id(page, 'pairing').waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('.examples .thumb')].every((one) => one.querySelector('canvas[data-painted]')));
  await id(page, 'map-currency').selectOption(currency);
  for (const language of languages) {
    await speak(page, language);
    await faults.search(page, 'columns', language);
  }
  await speak(page, 'en');
  await visitor.confirmColumns(page);
  await visitor.waitForHouses(page);

  // Two runs, one of them shown, and a series.
  await id(page, 'network').selectOption(network);
  for (const run of [1, 2]) {
    await openAll(page);
    await visitor.fillSettings(page, { ...fields, epochs: 2 + run }, 'cpu');
    await visitor.startRun(page);
    await visitor.waitForRunState(page, 'Finished', 120_000);
    await id(page, 'result-mape').waitFor();
  }
  await id(page, 'repeat-runs').fill('2');
  await id(page, 'repeat-start').click();
  await page.waitForFunction(() => document.querySelector('[data-testid=repeat-state]')?.textContent === 'Finished');
  for (const run of [1, 2]) await id(page, `compare-${run}`).check();
  await page.getByTestId('side-by-side').waitFor();
  await openAll(page);
  await id(page, 'test-table').locator('tbody button').first().click();
  await id(page, 'why-house').click();
  await page.locator('#results').getByTestId('why-map').waitFor();
  await id(page, 'gallery').locator('button[aria-pressed]').last().click();

  // A home, and a list of homes: one complete, one with a photo that is missing.
  const homes = emptyFolder();
  for (const home of [7, 8]) {
    const name = home === 7 ? hash(7) : 'Elm street';
    mkdirSync(join(homes, name));
    for (const [at, room] of rooms.entries()) if (home === 7 || at > 0 || rooms.length === 1) writeFileSync(join(homes, name, `${room}.png`), photo(home, at));
  }
  const slots = page.locator('.slots input:not([capture])');
  for (const [at, room] of rooms.entries()) await slots.nth(at).setInputFiles(join(homes, hash(7), `${room}.png`));
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  await id(page, 'why-home').click();
  await page.locator('#predict').getByTestId('why-map').waitFor();
  await id(page, 'homes-input').setInputFiles(homes);
  await visitor.waitForHomes(page, 2);
  await id(page, 'keep-session').click();
  await id(page, 'shelf').waitFor();
  await id(page, 'keep-model').click();
  await id(page, 'shelf-rename-2-button').waitFor();

  for (const language of languages) {
    await speak(page, language);
    await page.locator('#results').getByTestId('why-map').waitFor();
    await openAll(page);
    await visitor.waitForGallery(page);
    await faults.search(page, 'page', language);
    for (const chart of ['scatter', 'map']) if (await id(page, `${chart}-area`).count()) await searchTips(page, faults, chart, language);
    // Not by pointer, which what overlaps would catch.
    await page.locator('[data-testid=gallery] .zoom').first().press('Enter');
    await page.locator('dialog[open] .pictures').waitFor();
    await faults.search(page, 'house', language);
    await id(page, 'close-house').click();
  }

  // The report of the run, in the last language.
  const download = page.waitForEvent('download');
  await id(page, 'save-run-report').click();
  const path = join(emptyFolder(), 'report.html');
  await (await download).saveAs(path);
  const report = await page.context().newPage();
  await report.goto(pathToFileURL(path).href);
  await faults.search(report, 'report', languages.at(-1));
}

scenario('long ids, areas, names of columns and values', { elsewhere: 'file:', minutes: 4 }, ({ page }) =>
  wholeWay(page, longNames(), {
    network: 'tuned-mixed',
    fields: { filters: 8, tile: 16, members: 2 },
    rooms: LONG_ROOMS,
    languages: ['en', 'de', 'fr'],
  }),
);

scenario('nine rooms with long names, and prices in crores', { elsewhere: 'file:', minutes: 4 }, ({ page }) =>
  wholeWay(page, crores(), { network: 'cnn', fields: { filters: '4, 8', tile: 8 }, rooms: NINE_ROOMS, currency: 'INR' }),
);

scenario('five houses with one photo each, and small prices', { elsewhere: 'file:', minutes: 4 }, ({ page }) =>
  wholeWay(page, five(), { network: 'cnn', fields: { filters: '4, 8', tile: 8 }, rooms: ['front'], currency: 'USD' }),
);
