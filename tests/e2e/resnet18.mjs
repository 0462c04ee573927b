// A ResNet-18 with untrained weights.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from './photos.mjs';

/** Writes a file with torchvision's names; `change` may alter the shapes. Returns its path. */
export function resnet18File(change = () => {}) {
  const shapes = {};
  const conv = (name, norm, shape) => {
    shapes[`${name}.weight`] = shape;
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) shapes[`${norm}.${part}`] = [shape[0]];
  };
  conv('conv1', 'bn1', [64, 3, 7, 7]);
  let inputs = 64;
  [64, 128, 256, 512].forEach((outputs, stage) => {
    for (const block of [0, 1]) {
      const name = `layer${stage + 1}.${block}`;
      conv(`${name}.conv1`, `${name}.bn1`, [outputs, inputs, 3, 3]);
      conv(`${name}.conv2`, `${name}.bn2`, [outputs, outputs, 3, 3]);
      if (inputs !== outputs) conv(`${name}.downsample.0`, `${name}.downsample.1`, [outputs, inputs, 1, 1]);
      inputs = outputs;
    }
  });
  change(shapes);
  const header = {};
  const parts = [];
  let at = 0;
  for (const [name, shape] of Object.entries(shapes)) {
    const count = shape.reduce((product, side) => product * side, 1);
    const reach = Math.sqrt(6 / (count / shape[0]));
    const draw = shape.length > 1 ? (i) => Math.sin(i * 12.9898 + count) * reach : /var|norm|weight/.test(name) ? () => 1 : () => 0;
    const values = Float32Array.from({ length: count }, (_, i) => draw(i));
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + values.byteLength] };
    parts.push(Buffer.from(values.buffer));
    at += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const path = join(emptyFolder(), 'resnet18.safetensors');
  writeFileSync(path, Buffer.concat([length, json, ...parts]));
  return path;
}
