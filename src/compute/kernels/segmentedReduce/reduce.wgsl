// Reduces the rows of sorted labels in two launches. First `chunk` rows of one column an invocation: a run of equal labels that is a
// whole segment goes to its place; the first run of a chunk is else kept as its head, the last as its tail, one that is both as both.
// Then, with `spans`, one segment and column an invocation: tail, heads and head of a segment of several chunks, and the result.
// Values may be bound in batches of rows: each launch then adds its own to what is there.
@group(0) @binding(0) var<storage, read> values: array<u32>;
@group(0) @binding(1) var<storage, read> labels: array<u32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read> starts: array<u32>;
@group(0) @binding(4) var<storage, read_write> heads: array<u32>;
@group(0) @binding(5) var<storage, read_write> tails: array<u32>;
@group(0) @binding(6) var<storage, read_write> out: array<u32>;
struct Parameters {
  rows: u32, cols: u32, segments: u32, chunk: u32, firstLane: u32, endLane: u32,
  // Rows of this batch, the first of which begins `skip` numbers in.
  firstRow: u32, batch: u32, skip: u32,
}
@group(0) @binding(7) var<uniform> p: Parameters;

// 0: sum. 1: mean. 2: smallest. 3: largest. 4: count. States are the bits of a sum, or keys that sort as the numbers do, where NaN is the
// smallest of the smallest and the largest of the largest.
override op: u32;

fn stateOf(bits: u32) -> u32 {
  if (op < 2u) { return bits; }
  if ((bits & 0x7fffffffu) > 0x7f800000u) { return select(0xffffffffu, 0u, op == 2u); }
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

fn joined(a: u32, b: u32) -> u32 {
  if (op < 2u) { return bitcast<u32>(bitcast<f32>(a) + bitcast<f32>(b)); }
  return select(max(a, b), min(a, b), op == 2u);
}

fn result(state: u32, count: u32) -> u32 {
  if (op == 0u) { return state; }
  if (op == 1u) { return bitcast<u32>(bitcast<f32>(state) / f32(count)); }
  if (state == select(0xffffffffu, 0u, op == 2u)) { return 0x7fc00000u; }
  return select(~state, state & 0x7fffffffu, state >= 0x80000000u);
}

//% if spans
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lane = p.firstLane + id.x + id.y * groups.x * 64u;
  if (lane >= p.endLane) { return; }
  let segment = lane / p.cols;
  let column = lane % p.cols;
  let first = starts[segment];
  let end = starts[segment + 1u];
  if (op == 4u) {
    out[lane] = bitcast<u32>(f32(end - first));
    return;
  }
  if (first == end) {
    out[lane] = select(0x7fc00000u, 0u, op == 0u);
    return;
  }
  let firstChunk = first / p.chunk;
  let lastChunk = (end - 1u) / p.chunk;
  if (firstChunk == lastChunk) {
    out[lane] = result(out[lane], end - first);
    return;
  }
  var state = joined(tails[firstChunk * p.cols + column], heads[lastChunk * p.cols + column]);
  // In parts, so that single precision adds few terms to a large sum.
  for (var c = firstChunk + 1u; c < lastChunk; c += 64u) {
    var part = heads[c * p.cols + column];
    for (var k = c + 1u; k < min(c + 64u, lastChunk); k++) { part = joined(part, heads[k * p.cols + column]); }
    state = joined(state, part);
  }
  out[lane] = result(state, end - first);
}
//% else
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lane = p.firstLane + id.x + id.y * groups.x * 64u;
  if (lane >= p.endLane) { return; }
  let column = lane % p.cols;
  let first = (lane / p.cols) * p.chunk;
  let end = min(p.rows, first + p.chunk);
  let nothing = select(0u, 0xffffffffu, op == 2u);
  var i = first;
  while (i < end) {
    let segment = labels[i];
    if (segment >= p.segments) { return; }
    let whole = starts[segment] >= first && starts[segment + 1u] <= end;
    let isHead = i == first;
    let runEnd = min(end, starts[segment + 1u]);
    var state = nothing;
    if (p.firstRow > 0u) {
      if (whole) { state = out[segment * p.cols + column]; }
      else if (isHead) { state = heads[lane]; }
      else { state = tails[lane]; }
    }
    for (; i < runEnd; i++) {
      let row = order[i] - p.firstRow;
      if (row < p.batch) { state = joined(state, stateOf(values[p.skip + row * p.cols + column])); }
    }
    if (whole) {
      out[segment * p.cols + column] = state;
    } else {
      if (isHead) { heads[lane] = state; }
      if (runEnd == end) { tails[lane] = state; }
    }
  }
}
//% end
