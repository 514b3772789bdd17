// Histograms of every task and feature in a slice of its own, slices[(task · features + feature) · bins + bin]: one invocation each,
// without atomics. Codes are bytes, feature by feature, four rows to a word.
@group(0) @binding(0) var<storage, read> codes: array<u32>;
@group(0) @binding(1) var<storage, read> tasks: array<vec2u>;
//% if pairs
@group(0) @binding(2) var<storage, read_write> slices: array<vec2f>;
//% else
@group(0) @binding(2) var<storage, read_write> slices: array<u32>;
//% end
// Numbers of the rows in order of nodes, and what is summed.
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read> pairs: array<vec2f>;
// `row0`, `rows`: rows that are bound; those of lists that are not take no part.
struct Parameters { skip: u32, words: u32, features: u32, bins: u32, lanes: u32, row0: u32, rows: u32 }
@group(0) @binding(5) var<uniform> p: Parameters;

//% if pairs
alias Sum = vec2f;
fn summand(row: u32) -> vec2f { return pairs[row]; }
//% else
alias Sum = u32;
fn summand(row: u32) -> u32 { return 1u; }
//% end

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lane = id.x + id.y * groups.x * 8u;
  if (lane >= p.lanes) { return; }
  let mine = lane * p.bins;
//% if pairs
  for (var b = 0u; b < p.bins; b++) { slices[mine + b] = vec2f(0); }
//% else
  for (var b = 0u; b < p.bins; b++) { slices[mine + b] = 0u; }
//% end
  let task = tasks[lane / p.features];
  let column = p.skip + (lane % p.features) * p.words;
  let end = task.x + task.y;
//% if listed
  // Four rows at a time: their loads, far apart, go on at once.
  var i = task.x;
  for (; i + 4u <= end; i += 4u) {
//% for r in 0..4
    let row{{r}} = order[i + {{r}}u] - p.row0;
//% end
//% for r in 0..4
    let here{{r}} = min(row{{r}}, p.rows - 1u);
    let four{{r}} = codes[column + here{{r}} / 4u];
    let x{{r}} = select(Sum(), summand(here{{r}}), row{{r}} < p.rows);
//% end
//% for r in 0..4
    slices[mine + ((four{{r}} >> (8u * (here{{r}} % 4u))) & 255u)] += x{{r}};
//% end
  }
  for (; i < end; i++) {
    let row = order[i] - p.row0;
    if (row >= p.rows) { continue; }
    slices[mine + ((codes[column + row / 4u] >> (8u * (row % 4u))) & 255u)] += summand(row);
  }
//% else
  // Whole words, then the rows of the last. Tasks begin at a multiple of four rows.
  let whole = end / 4u;
  for (var w = task.x / 4u; w < whole; w++) {
    let four = codes[column + w];
    let row = 4u * w;
    slices[mine + (four & 255u)] += summand(row);
    slices[mine + ((four >> 8u) & 255u)] += summand(row + 1u);
    slices[mine + ((four >> 16u) & 255u)] += summand(row + 2u);
    slices[mine + (four >> 24u)] += summand(row + 3u);
  }
  for (var row = max(task.x, 4u * whole); row < end; row++) {
    slices[mine + ((codes[column + row / 4u] >> (8u * (row % 4u))) & 255u)] += summand(row);
  }
//% end
}
