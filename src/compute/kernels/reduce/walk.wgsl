// One stage of a reduction; stands behind sums.wgsl, folds.wgsl and places.wgsl. Numbers stand as kept × n × inner; n goes. An invocation
// walks a chunk of n and leaves a partial, or, in the last stage (one chunk), the answer. Numbers of the variants:
//   across   1: four neighbours along inner an invocation; 0: inner is 1, four neighbours along n
//   quads    whether rows of inner (of n, when not across) begin at whole quads
//   whole    whether no quad reaches beyond the end of n
//   first    whether x holds numbers, and not partials; `final`: whether answers are written
struct Parameters {
  kept: u32, n: u32, inner: u32,
  // Quads of inner; chunks of this launch; numbers of n in a chunk (in 64 chunks when not across).
  width: u32, chunks: u32, length: u32,
  // Over all launches of this stage: place of the first chunk, how many chunks, place of the first number.
  chunk0: u32, allChunks: u32, place0: u32,
  // 1 ÷ how many numbers go into an answer.
  share: f32,
}
@group(0) @binding({{last}}) var<uniform> p: Parameters;
//% if quads
@group(0) @binding({{slot_x}}) var<storage, read> x: array<vec4f>;
//% else
@group(0) @binding({{slot_x}}) var<storage, read> x: array<f32>;
//% end
//% if across * quads
alias Cell = vec4f;
alias Place = vec4u;
//% else
alias Cell = f32;
alias Place = u32;
//% end

struct Task { kept: u32, quad: u32, origin: u32, start: u32, end: u32, step: u32, cell: u32 }

fn taskOf(group: vec3u, groups: vec3u, lane: u32) -> Task {
  let id = (group.y * groups.x + group.x) * 64u + lane;
  let quad = id % p.width;
  let chunk = id / p.width % p.chunks;
  let kept = id / p.width / p.chunks;
  let origin = kept * p.n * p.inner + 4u * quad;
  let cell = (kept * p.allChunks + p.chunk0 + chunk) * p.inner + 4u * quad;
  //% if across
  let start = chunk * p.length;
  return Task(kept, quad, origin, start, min(p.n, start + p.length), 1u, cell);
  //% else
  // Up to 64 chunks walk side by side through one range, so that memory is read in order.
  let abreast = min(p.chunks, 64u);
  let range = chunk / abreast * p.length;
  return Task(kept, quad, origin, range + 4u * (chunk % abreast), min(p.n, range + p.length), 4u * abreast, cell);
  //% end
}

// Where to begin with a number that is there, also in a chunk beyond the end.
fn firstOf(task: Task) -> u32 {
  return min(task.start, (p.n - 1u) / 4u * 4u);
}

// The quad at i of a task.
fn load(task: Task, i: u32) -> vec4f {
  let at = task.origin + i * p.inner;
  //% if quads
  return x[at / 4u];
  //% else
  return vec4f(x[at], x[at + 1u], x[at + 2u], x[at + 3u]);
  //% end
}

// `v`, with `other` where a quad along n reaches beyond its end.
fn within(i: u32, v: vec4f, other: vec4f) -> vec4f {
  //% if whole
  return v;
  //% else
  return select(other, v, inside(i));
  //% end
}

fn inside(i: u32) -> vec4<bool> {
  return vec4u(i) + vec4u(0, 1, 2, 3) < vec4u(p.n);
}
