// Trains the reference network in TensorFlow.js on the tensors that `benches/make/tensors.rs` wrote. Runs in a page that has loaded
// TensorFlow.js, and is called through `globalThis.reference`.
{
  const BATCH = 8;
  const RATE = 1e-3;
  const DECAY = RATE / 200;

  const network = (height, width) => {
    const model = tf.sequential();
    const init = { kernelInitializer: 'glorotUniform' };
    const norm = () => tf.layers.batchNormalization({ momentum: 0.99, epsilon: 1e-3 });
    const relu = () => tf.layers.activation({ activation: 'relu' });
    let first = { inputShape: [height, width, 3] };
    for (const filters of [16, 32, 64]) {
      model.add(tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', ...init, ...first }));
      for (const layer of [relu(), norm(), tf.layers.maxPooling2d({ poolSize: 2 })]) model.add(layer);
      first = {};
    }
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 16, ...init }));
    for (const layer of [relu(), norm(), tf.layers.dropout({ rate: 0.5 })]) model.add(layer);
    model.add(tf.layers.dense({ units: 4, activation: 'relu', ...init }));
    model.add(tf.layers.dense({ units: 1, ...init }));
    return model;
  };

  let model, images, prices, optimizer;
  let done = 0;

  /** Sets up a backend, `webgpu` or `webgl`, the network, and the tensors from the folder at `url`. */
  const begin = async (backend, url) => {
    if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here.`);
    await tf.ready();
    const sizes = await (await fetch(`${url}tensors.json`)).json();
    const bytes = new Uint8Array(await (await fetch(`${url}images.u8`)).arrayBuffer());
    images = tf.tensor4d(Float32Array.from(bytes, (level) => level / 255), [sizes.houses, sizes.height, sizes.width, 3]);
    prices = tf.tensor2d(sizes.prices, [sizes.houses, 1]);
    model = network(sizes.height, sizes.width);
    optimizer = tf.train.adam(RATE);
    model.compile({ optimizer, loss: 'meanAbsolutePercentageError' });
    return { version: tf.version_core, parameters: model.trainableWeights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape), 0), steps: Math.ceil(sizes.houses / BATCH) };
  };

  /** Trains this many steps in one call of `fit`, as for an epoch; returns the milliseconds and the loss. */
  const train = async (steps) => {
    const houses = Math.min(steps * BATCH, images.shape[0]);
    const [x, y] = [images, prices].map((all) => tf.slice(all, [0], [houses]));
    // Adam in TensorFlow.js has no decay.
    const decay = () => void (optimizer.learningRate = RATE / (1 + DECAY * done++));
    const start = performance.now();
    const { history } = await model.fit(x, y, {
      batchSize: BATCH,
      epochs: 1,
      shuffle: true,
      verbose: 0,
      yieldEvery: 'never',
      callbacks: { onBatchBegin: decay },
    });
    const ms = performance.now() - start;
    tf.dispose([x, y]);
    return { ms, loss: history.loss[0] };
  };

  globalThis.reference = { begin, train };
}
