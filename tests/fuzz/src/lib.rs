//! What the fuzz targets share: a limit on memory, and first inputs made of the project's own code.

use std::alloc::{GlobalAlloc, Layout, System};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

pub mod checks;
pub mod records;
pub mod seeds;

/// Memory that a target's own input may take, in bytes.
pub const MOST: usize = 512 << 20;

/// The system's allocator, which counts. libFuzzer's own limits see only single pieces, or look once a second.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);

#[global_allocator]
static COUNTING: Counting = Counting;

fn take(bytes: usize) {
    if HELD.fetch_add(bytes, Relaxed) + bytes > LIMIT.load(Relaxed) {
        // No unwinding and no message that allocates: libFuzzer keeps the input and prints the stack.
        LIMIT.store(usize::MAX, Relaxed);
        eprintln!("more memory than the limit");
        std::process::abort();
    }
}

// SAFETY: every call is the system allocator's own.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Relaxed);
        take(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

/// Does something that may take `limit` bytes beside what is held already, and a second of the processor.
pub fn within<T>(limit: usize, action: impl FnOnce() -> T) -> T {
    let started = processor_ms();
    LIMIT.store(HELD.load(Relaxed) + limit, Relaxed);
    let result = action();
    LIMIT.store(usize::MAX, Relaxed);
    let taken = processor_ms() - started;
    if taken > SLOWEST.load(Relaxed) {
        SLOWEST.store(taken, Relaxed);
        eprintln!("slowest: {taken} ms");
    }
    assert!(taken < 1000, "it took {taken} ms");
    result
}

static SLOWEST: AtomicU64 = AtomicU64::new(0);

/// Milliseconds that this thread has computed. Time on the wall would find fault with a busy machine.
fn processor_ms() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes one timespec, which is ours.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    time.tv_sec as u64 * 1000 + time.tv_nsec as u64 / 1_000_000
}

/// Puts a target's first inputs into the corpus: the first folder among the arguments, where libFuzzer looks next.
pub fn seed(inputs: impl IntoIterator<Item = (String, Vec<u8>)>) {
    let Some(folder) = std::env::args().skip(1).map(PathBuf::from).find(|path| path.is_dir()) else { return };
    for (name, bytes) in inputs {
        // Without them fuzzing is slower, not wrong.
        let _ = std::fs::write(folder.join(format!("seed-{name}")), bytes);
    }
}
