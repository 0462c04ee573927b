// What a page or a worker asks of its GPU, counted at WebGPU's entry points: the same on any adapter.

/**
 * Counts from now on, in the realm that it is sent to: `page.addInitScript(count)` for a page, `worker.evaluate(count)` for
 * a worker, whose policy need not allow it. Its source is sent, so it uses nothing from outside of itself.
 *
 * Fills `globalThis.gpu`: numbers of each kind; `live`, bytes of buffers that are neither destroyed nor collected;
 * `reads`, bytes of each mapped read and `live` at the time; `arrived`, how many of them are done; `done`, when the queue had caught up with how many dispatches.
 * While `log` is an array, each event is put into it: the place in `kernels` of the kernel that is dispatched, or the
 * name of another kind.
 */
export function count() {
  if (globalThis.gpu || !globalThis.GPUDevice) return;
  const gpu = {
    dispatches: 0,
    passes: 0,
    submits: 0,
    writes: 0,
    written: 0,
    pipelines: 0,
    buffers: 0,
    allocated: 0,
    live: 0,
    reads: [],
    arrived: 0,
    done: [],
    kernels: [],
    log: null,
  };
  globalThis.gpu = gpu;
  const places = new Map();
  const note = (kind, name) => {
    gpu[kind] += 1;
    gpu.log?.push(name ?? kind);
  };
  /** Calls `before` or `after` with the object, its arguments and, afterwards, what came of it. */
  const wrap = (type, method, { before, after }) => {
    const original = type.prototype[method];
    type.prototype[method] = function (...options) {
      before?.(this, options);
      const result = original.apply(this, options);
      after?.(this, options, result);
      return result;
    };
  };

  wrap(GPUDevice, 'createComputePipeline', { before: () => note('pipelines') });
  wrap(GPUDevice, 'createComputePipelineAsync', { before: () => note('pipelines') });
  wrap(GPUCommandEncoder, 'beginComputePass', { before: () => note('passes') });
  wrap(GPUQueue, 'submit', { before: () => note('submits') });
  wrap(GPUQueue, 'writeBuffer', {
    before: (_, [, , data, start = 0, size]) => {
      const unit = data.BYTES_PER_ELEMENT ?? 1;
      gpu.written += size === undefined ? data.byteLength - start * unit : size * unit;
      note('writes');
    },
  });

  // A pipeline is named after its kernel, also one that was made before this began to count.
  const current = new WeakMap();
  wrap(GPUComputePassEncoder, 'setPipeline', { before: (pass, [pipeline]) => current.set(pass, pipeline.label || '?') });
  const dispatch = (pass) => {
    const name = current.get(pass);
    if (!places.has(name)) places.set(name, gpu.kernels.push(name) - 1);
    note('dispatches', places.get(name));
  };
  wrap(GPUComputePassEncoder, 'dispatchWorkgroups', { before: dispatch });
  wrap(GPUComputePassEncoder, 'dispatchWorkgroupsIndirect', { before: dispatch });

  // Whoever drops a buffer without destroying it leaves it to the collector.
  const drop = (size) => (gpu.live -= size);
  const collected = new FinalizationRegistry(drop);
  const alive = new WeakSet();
  wrap(GPUDevice, 'createBuffer', {
    after: (_, __, buffer) => {
      gpu.buffers += 1;
      gpu.allocated += buffer.size;
      gpu.live += buffer.size;
      alive.add(buffer);
      collected.register(buffer, buffer.size, buffer);
    },
  });
  wrap(GPUBuffer, 'destroy', {
    before: (buffer) => {
      if (!alive.delete(buffer)) return;
      collected.unregister(buffer);
      drop(buffer.size);
    },
  });
  // A buffer that is mapped may be larger than what was copied into it to be read.
  const copied = new WeakMap();
  wrap(GPUCommandEncoder, 'copyBufferToBuffer', {
    before: (_, options) => {
      const [to, size] = typeof options[1] === 'number' ? [options[2], options[4]] : [options[1], options[2]];
      copied.set(to, size ?? to.size);
    },
  });
  wrap(GPUBuffer, 'mapAsync', {
    before: (buffer, [mode]) => {
      if (!(mode & GPUMapMode.READ)) return;
      gpu.reads.push({ bytes: copied.get(buffer) ?? buffer.size, live: gpu.live });
      gpu.log?.push('reads');
    },
    after: (_, [mode], promise) => {
      if (mode & GPUMapMode.READ) promise.then(() => (gpu.arrived += 1), () => {});
    },
  });
  wrap(GPUQueue, 'onSubmittedWorkDone', {
    after: (_, __, promise) => {
      const { dispatches } = gpu;
      const told = () => gpu.done.push({ at: performance.timeOrigin + performance.now(), dispatches });
      promise.then(told, () => {});
    },
  });
}

/** What has been counted in a page or worker, without the log. */
export const counts = (realm) => realm.evaluate(() => ({ ...globalThis.gpu, log: undefined }));

/** Waits until a worker has read what came of its work, and asked for none in half a second. */
export async function quiet(realm) {
  for (let before = 0; ; ) {
    const { dispatches, reads, arrived } = await counts(realm);
    if (arrived && arrived === reads.length && dispatches === before) return;
    before = dispatches;
    await new Promise((passed) => setTimeout(passed, 500));
  }
}

/** Begins a log. */
export const record = (realm) => realm.evaluate(() => void (globalThis.gpu.log = []));

/** Ends the log: its events, kernels by their names. */
export async function recorded(realm) {
  const { log, kernels } = await realm.evaluate(() => {
    const { log, kernels } = globalThis.gpu;
    globalThis.gpu.log = null;
    return { log, kernels };
  });
  return log.map((event) => (typeof event === 'number' ? { kernel: kernels[event] } : { kind: event }));
}

/**
 * Finds the training step in a log: what repeats over the longest stretch of it. Tells the kernels of a step in their
 * order, how many times they came, after how many dispatches of the log the first one is over, what was compiled until then,
 * and what else there is to a step.
 */
export function step(log) {
  const places = log.flatMap((event, place) => (event.kernel ? [place] : []));
  const names = places.map((place) => log[place].kernel);
  let found = { from: 0, length: 0, covered: 0 };
  for (let length = 1; length <= names.length / 2; length += 1) {
    let run = 0;
    for (let i = length; i <= names.length; i += 1) {
      if (i < names.length && names[i] === names[i - length]) run += 1;
      else {
        // A multiple of a step covers no more than the step does; one kernel in a row is no step that came twice.
        if (run >= length && run + length > found.covered) found = { from: i - length - run, length, covered: run + length };
        run = 0;
      }
    }
  }
  const { from, length, covered } = found;
  if (length === 0) throw new Error('Nothing repeats in what was recorded.');
  // From the first kernel of a step to the first of a later one. The last step is left out: others may follow it.
  const steps = Math.floor(covered / length) - 1;
  const between = log.slice(places[from], places[from + steps * length]);
  const each = (kind) => between.filter((event) => event.kind === kind).length / steps;
  return {
    kernels: names.slice(from, from + length),
    times: covered / length,
    first: from + length,
    compiled: log.slice(0, places[from + length - 1]).filter((event) => event.kind === 'pipelines').length,
    submits: each('submits'),
    passes: each('passes'),
    writes: each('writes'),
    reads: each('reads'),
    pipelines: each('pipelines'),
  };
}
