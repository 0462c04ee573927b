// Counts the WebGPU calls of a page or worker. The counts are the same on every adapter.

/**
 * Starts counting in the realm where it runs: `page.addInitScript(count)` for a page, `worker.evaluate(count)` for a worker,
 * whose content security policy does not apply to it. Only the source of this function is sent, so it may use nothing from outside.
 *
 * Fills `globalThis.gpu`: a count of each kind; `live`, the bytes of buffers that are neither destroyed nor garbage-collected;
 * `reads`, the bytes of each mapped read and `live` at that time; `arrived`, the number of completed reads; `done`, the times at
 * which the queue was idle, with the number of dispatches until then.
 * While `log` is an array, every event is appended to it: for a dispatch the index of its kernel in `kernels`, else the name of its kind.
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
  const indices = new Map();
  const note = (kind, name) => {
    gpu[kind] += 1;
    gpu.log?.push(name ?? kind);
  };
  /** Calls `before` and `after` with the object, its arguments and, for `after`, the result. */
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

  // The label of a pipeline is the name of its kernel, even if the pipeline was created before counting started.
  const current = new WeakMap();
  wrap(GPUComputePassEncoder, 'setPipeline', { before: (pass, [pipeline]) => current.set(pass, pipeline.label || '?') });
  const dispatch = (pass) => {
    const name = current.get(pass);
    if (!indices.has(name)) indices.set(name, gpu.kernels.push(name) - 1);
    note('dispatches', indices.get(name));
  };
  wrap(GPUComputePassEncoder, 'dispatchWorkgroups', { before: dispatch });
  wrap(GPUComputePassEncoder, 'dispatchWorkgroupsIndirect', { before: dispatch });

  // A buffer that is dropped without being destroyed is garbage-collected.
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
  // A mapped buffer may be larger than the data that was copied into it.
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
      const caughtUp = () => gpu.done.push({ at: performance.timeOrigin + performance.now(), dispatches });
      promise.then(caughtUp, () => {});
    },
  });
}

/** The counts of a page or worker, without the log. */
export const counts = (realm) => realm.evaluate(() => ({ ...globalThis.gpu, log: undefined }));

/** Waits until a worker has completed all reads and dispatched nothing for half a second. */
export async function waitUntilIdle(realm) {
  for (let before = 0; ; ) {
    const { dispatches, reads, arrived } = await counts(realm);
    if (arrived && arrived === reads.length && dispatches === before) return;
    before = dispatches;
    await new Promise((passed) => setTimeout(passed, 500));
  }
}

/** Starts the log. */
export const startLog = (realm) => realm.evaluate(() => void (globalThis.gpu.log = []));

/** Stops the log and returns its events, with the names of kernels. */
export async function stopLog(realm) {
  const { log, kernels } = await realm.evaluate(() => {
    const { log, kernels } = globalThis.gpu;
    globalThis.gpu.log = null;
    return { log, kernels };
  });
  return log.map((event) => (typeof event === 'number' ? { kernel: kernels[event] } : { kind: event }));
}

/**
 * Finds the training step in a log: the sequence of kernels that repeats over the longest stretch of it. Returns its kernels in order,
 * how many times it occurs, after how many dispatches the first step ends, how many pipelines were created until then,
 * and the numbers of other events per step.
 */
export function findStep(log) {
  const dispatched = log.flatMap((event, index) => (event.kernel ? [index] : []));
  const names = dispatched.map((index) => log[index].kernel);
  let found = { from: 0, length: 0, covered: 0 };
  for (let length = 1; length <= names.length / 2; length += 1) {
    let run = 0;
    for (let i = length; i <= names.length; i += 1) {
      if (i < names.length && names[i] === names[i - length]) run += 1;
      else {
        // A multiple of a step covers no more than the step itself. A sequence must occur at least twice.
        if (run >= length && run + length > found.covered) found = { from: i - length - run, length, covered: run + length };
        run = 0;
      }
    }
  }
  const { from, length, covered } = found;
  if (length === 0) throw new Error('No sequence of kernels repeats in the log.');
  // From the first kernel of one step to the first of a later one. The last step is excluded, since other work may follow it.
  const steps = Math.floor(covered / length) - 1;
  const between = log.slice(dispatched[from], dispatched[from + steps * length]);
  const each = (kind) => between.filter((event) => event.kind === kind).length / steps;
  return {
    kernels: names.slice(from, from + length),
    times: covered / length,
    first: from + length,
    compiled: log.slice(0, dispatched[from + length - 1]).filter((event) => event.kind === 'pipelines').length,
    submits: each('submits'),
    passes: each('passes'),
    writes: each('writes'),
    reads: each('reads'),
    pipelines: each('pipelines'),
  };
}
