// A network on a ResNet-18 of the visitor's: frozen, fine-tuned, and after a reload.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { homePhotos, houseFolder } from './photos.mjs';
import { weights } from './resnet18.mjs';
import * as visitor from './steps.mjs';

scenario('a backbone is chosen, stays frozen or learns, and is asked for after a reload', { minutes: 8, expected: [/ended by a test/] }, async ({ page }) => {
  const id = (name) => page.getByTestId(name);
  await visitor.ready(page);
  await visitor.pick(page, houseFolder(40));
  await visitor.houses(page);
  await id('network').selectOption('backbone');
  assert.match(await visitor.text(page, 'why-start'), /under Network, choose its file/);
  assert.ok(await id('field-filters').isHidden());

  const choose = (path) => id('backbone-input').setInputFiles(path);
  await choose(weights((shapes) => delete shapes['layer4.1.bn2.running_var']));
  await id('notice-error').waitFor();
  assert.match(await id('notice-error').innerText(), /no “layer4\.1\.bn2\.running_var”/);
  const file = weights();
  await choose(file);
  await page.waitForFunction(() => /stands on resnet18/.test(document.querySelector('[data-testid=backbone-note]').textContent));
  assert.equal(await id('notice-error').count(), 0, 'what was wrong with the file before it is no longer said');

  await page.getByText('More about validation').click();
  await visitor.train(page, { tile: 32, members: 3, epochs: 5 }, 'cpu', 120_000);
  assert.match(await visitor.text(page, 'runs-table'), /backbone, resnet-18; tile size 32; members 3; epochs 5/);
  const photos = homePhotos();
  const said = await visitor.price(page, photos);
  const saved = await visitor.save(page);

  // The worker ends; the next one has the backbone and the model.
  const compute = await visitor.worker(page, 'compute');
  const gone = new Promise((closed) => compute.on('close', closed));
  await compute.evaluate(() => void setTimeout(() => { throw new Error('ended by a test'); }));
  await gone;
  await id('load-model-input').setInputFiles(saved);
  await id('notice-done').waitFor();
  assert.equal(await visitor.price(page, photos), said, 'the file holds the backbone');

  await id('choice-fine-tune').selectOption({ label: 'fine-tuned' });
  assert.ok(await id('field-members').isHidden());
  await visitor.settings(page, { tile: 32, epochs: 60 }, 'cpu');
  await visitor.start(page, 120_000);
  await visitor.saved(page, 1);
  await page.reload();
  await visitor.ready(page, { network: null });
  await id('go-on').waitFor();
  assert.match(await visitor.text(page, 'why-go-on'), /stands on a ResNet-18 of yours/);
  await id('network').selectOption('backbone');
  await choose(file);
  await page.waitForFunction(() => !document.querySelector('[data-testid=go-on]').disabled);
  await id('go-on').click();
  await visitor.epochs(page, 2, 120_000);
  await id('stop').click();
  await visitor.state(page, 'Stopped', 60_000);
  assert.match(await visitor.text(page, 'runs-table'), /backbone, resnet-18; fine-tuned/);
});
