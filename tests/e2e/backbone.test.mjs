// A network on a ResNet-18 or an EfficientNet-Lite0 that the visitor provides: frozen, fine-tuned, and resumed after a reload.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { homePhotos, houseFolder } from './photos.mjs';
import { lite0File, resnet18File } from './backbones.mjs';
import * as visitor from './steps.mjs';

scenario('a backbone is loaded, stays frozen or is fine-tuned, and is requested again after a reload', { minutes: 8, expected: [/ended by a test/] }, async ({ page }) => {
  const id = (name) => page.getByTestId(name);
  await visitor.ready(page);
  await visitor.pickHouses(page, houseFolder(40));
  await visitor.waitForHouses(page);
  await id('network').selectOption('backbone');
  assert.match(await visitor.text(page, 'why-start'), /under Network, choose the weights file/);
  assert.ok(await id('field-filters').isHidden());

  const choose = (path) => id('backbone-input').setInputFiles(path);
  await choose(resnet18File((shapes) => delete shapes['layer4.1.bn2.running_var']));
  await id('notice-error').waitFor();
  assert.match(await id('notice-error').innerText(), /does not contain “layer4\.1\.bn2\.running_var”/);
  const file = resnet18File();
  await choose(file);
  await page.waitForFunction(() => /Uses the weights of ResNet-18 in resnet18/.test(document.querySelector('[data-testid=backbone-note]').textContent));
  assert.equal(await id('notice-error').count(), 0, 'the error about the previous file is gone');

  await visitor.unfold(page, 'field-members');
  await visitor.train(page, { tile: 32, members: 3, epochs: 5 }, 'cpu', 120_000);
  assert.match(await visitor.text(page, 'list'), /backbone: ResNet-18; tile size: 32; epochs: 5; ensemble members: 3/);
  const photos = homePhotos();
  const price = await visitor.priceHome(page, photos);
  const saved = await visitor.saveModel(page);

  // The worker crashes; its replacement has the backbone and the model.
  const compute = await visitor.worker(page, 'compute');
  const gone = new Promise((closed) => compute.on('close', closed));
  await compute.evaluate(() => void setTimeout(() => { throw new Error('ended by a test'); }));
  await gone;
  await id('load-model-input').setInputFiles(saved);
  await id('notice-done').waitFor();
  assert.equal(await visitor.priceHome(page, photos), price, 'the file contains the backbone');

  await id('choice-fine-tune').selectOption({ label: 'fine-tuned' });
  assert.ok(await id('field-members').isHidden());
  await visitor.fillSettings(page, { tile: 32, epochs: 60 }, 'cpu');
  await visitor.startRun(page, 120_000);
  await visitor.waitForSavedEpoch(page, 1);
  await page.reload();
  await visitor.ready(page, { network: null });
  await id('go-on').waitFor();
  assert.match(await visitor.text(page, 'why-go-on'), /needs the weights of ResNet-18/);
  await id('network').selectOption('backbone');
  await choose(file);
  await page.waitForFunction(() => !document.querySelector('[data-testid=go-on]').disabled);
  await id('go-on').click();
  await visitor.waitForEpoch(page, 2, 120_000);
  await id('stop').click();
  await visitor.waitForRunState(page, 'Stopped', 60_000);
  assert.match(await visitor.text(page, 'list'), /backbone: ResNet-18; fine-tuned/);
});

scenario('files to download are linked, and an EfficientNet-Lite0 is used frozen', { minutes: 6 }, async ({ page }) => {
  const id = (name) => page.getByTestId(name);
  await visitor.ready(page);
  await visitor.pickHouses(page, houseFolder(40));
  await visitor.waitForHouses(page);
  await id('network').selectOption('backbone');
  for (const [network, repository] of [['resnet-18', 'resnet18.tv_in1k'], ['efficientnet-lite0', 'tf_efficientnet_lite0.in1k']]) {
    const attributes = ['href', 'target', 'rel'].map((name) => id(`download-${network}`).getAttribute(name));
    const expected = [`https://huggingface.co/timm/${repository}/resolve/main/model.safetensors`, '_blank', 'noopener noreferrer'];
    assert.deepEqual(await Promise.all(attributes), expected);
  }

  await id('backbone-input').setInputFiles(lite0File());
  await page.waitForFunction(() => /Uses the weights of EfficientNet-Lite0/.test(document.querySelector('[data-testid=backbone-note]').textContent));
  assert.equal(await id('choice-architecture').inputValue(), 'efficientnet-lite0');
  assert.equal(await id('field-tile').inputValue(), '224');
  await id('choice-architecture').selectOption('resnet-18');
  assert.match(await visitor.text(page, 'why-start'), /say ResNet-18, but the file that you chose is EfficientNet-Lite0/);
  await id('choice-architecture').selectOption('efficientnet-lite0');
  await id('choice-fine-tune').selectOption({ label: 'fine-tuned' });
  assert.match(await id('settings-error').innerText(), /EfficientNet-Lite0 is only used frozen/);
  await id('choice-fine-tune').selectOption({ label: 'frozen' });

  await visitor.unfold(page, 'field-members');
  await visitor.train(page, { tile: 32, members: 3, epochs: 5 }, 'cpu', 120_000);
  assert.match(await visitor.text(page, 'list'), /backbone: EfficientNet-Lite0; tile size: 32; epochs: 5; ensemble members: 3/);
  const price = await visitor.priceHome(page, homePhotos());
  assert.match(price, /\d/);
});
