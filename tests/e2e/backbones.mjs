// A ResNet-18 and an EfficientNet-Lite0 with untrained weights.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from './photos.mjs';

/** Writes a ResNet-18 with torchvision's names; `change` may alter the shapes. Returns its path. */
export function resnet18File(change = () => {}) {
  const convolutions = [['conv1', 'bn1', [64, 3, 7, 7]]];
  let inputs = 64;
  [64, 128, 256, 512].forEach((outputs, stage) => {
    for (const block of [0, 1]) {
      const name = `layer${stage + 1}.${block}`;
      convolutions.push([`${name}.conv1`, `${name}.bn1`, [outputs, inputs, 3, 3]]);
      convolutions.push([`${name}.conv2`, `${name}.bn2`, [outputs, outputs, 3, 3]]);
      if (inputs !== outputs) convolutions.push([`${name}.downsample.0`, `${name}.downsample.1`, [outputs, inputs, 1, 1]]);
      inputs = outputs;
    }
  });
  return weightsFile('resnet18', convolutions, change);
}

/** Writes an EfficientNet-Lite0 with timm's names. Returns its path. */
export function lite0File(change = () => {}) {
  const convolutions = [['conv_stem', 'bn1', [32, 3, 3, 3]]];
  let inputs = 32;
  const stages = [[1, 16, 1, 3], [6, 24, 2, 3], [6, 40, 2, 5], [6, 80, 3, 3], [6, 112, 3, 5], [6, 192, 4, 5], [6, 320, 1, 3]];
  stages.forEach(([expansion, outputs, blocks, kernel], stage) => {
    for (let block = 0; block < blocks; block += 1) {
      const wide = inputs * expansion;
      const layers = [['conv_dw', [wide, 1, kernel, kernel]], [expansion > 1 ? 'conv_pwl' : 'conv_pw', [outputs, wide, 1, 1]]];
      if (expansion > 1) layers.unshift(['conv_pw', [wide, inputs, 1, 1]]);
      layers.forEach(([layer, shape], at) => {
        const name = `blocks.${stage}.${block}`;
        convolutions.push([`${name}.${layer}`, `${name}.bn${at + 1}`, shape]);
      });
      inputs = outputs;
    }
  });
  convolutions.push(['conv_head', 'bn2', [1280, inputs, 1, 1]]);
  return weightsFile('lite0', convolutions, change);
}

/** Writes a file with these convolutions, each with the name of its batch normalisation. */
function weightsFile(name, convolutions, change) {
  const shapes = {};
  for (const [conv, norm, shape] of convolutions) {
    shapes[`${conv}.weight`] = shape;
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) shapes[`${norm}.${part}`] = [shape[0]];
  }
  change(shapes);
  const header = {};
  const parts = [];
  let at = 0;
  for (const [tensor, shape] of Object.entries(shapes)) {
    const count = shape.reduce((product, side) => product * side, 1);
    const reach = Math.sqrt(6 / (count / shape[0]));
    const draw = shape.length > 1 ? (i) => Math.sin(i * 12.9898 + count) * reach : /var|norm|weight/.test(tensor) ? () => 1 : () => 0;
    const values = Float32Array.from({ length: count }, (_, i) => draw(i));
    header[tensor] = { dtype: 'F32', shape, data_offsets: [at, at + values.byteLength] };
    parts.push(Buffer.from(values.buffer));
    at += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const path = join(emptyFolder(), `${name}.safetensors`);
  writeFileSync(path, Buffer.concat([length, json, ...parts]));
  return path;
}
