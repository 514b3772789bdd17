// One stage of a reduction; stands behind sums.wgsl, folds.wgsl and places.wgsl. Numbers stand as kept × n × inner; n goes. An invocation
// walks a chunk of n and leaves a partial, or, in the last stage (one chunk), the answer. Numbers of the variants:
//   across   1: four neighbours along inner an invocation; 0: inner is 1, four neighbours along n
//   quads    whether rows of inner (of n, when not across) begin at whole quads
//   whole    whether no quad reaches beyond the end of n
//   first    whether x holds numbers, and not partials; `final`: whether answers are written
struct Parameters {
  kept: u32, n: u32, inner: u32,
  // Quads of inner; chunks of this launch; numbers of n in a chunk (across).
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
  return Task(kept, quad, origin, 4u * chunk, p.n, 4u * p.chunks, cell);
  //% end
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
