// Softmax of rows of `size` numbers, one invocation a row. Variants: quads whether rows are whole quads, log whether ln softmax. Numbers
// beyond the end of a row count as −∞.
//% if quads
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
//% else
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
//% end
struct Parameters { rows: u32, size: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let row = (group.y * groups.x + group.x) * 64u + lane;
  if (row >= p.rows) { return; }
  let origin = row * p.size;
  var top = vec4f(-0x1.fffffep127);
  for (var i = 0u; i < p.size; i += 4u) { top = max(top, load(origin, i)); }
  let largest = max(max(top.x, top.y), max(top.z, top.w));
  var sum = vec4f();
  for (var i = 0u; i < p.size; i += 4u) {
    let e = exponential(load(origin, i) - largest);
    //% if log == 0
    store(origin, i, e);
    //% end
    sum += e;
  }
  let total = (sum.x + sum.y) + (sum.z + sum.w);
  //% if log
  let shift = log(total);
  for (var i = 0u; i < p.size; i += 4u) { store(origin, i, (load(origin, i) - largest) - shift); }
  //% else
  let share = 1.0 / total;
  for (var i = 0u; i < p.size; i += 4u) { store(origin, i, share * stored(origin, i)); }
  //% end
}

fn load(origin: u32, i: u32) -> vec4f {
  //% if quads
  return x[(origin + i) / 4u];
  //% else
  let at = origin + i;
  let v = vec4f(x[at], x[at + 1u], x[at + 2u], x[at + 3u]);
  return select(vec4f(-0x1.fffffep127), v, vec4u(i) + vec4u(0, 1, 2, 3) < vec4u(p.size));
  //% end
}

fn store(origin: u32, i: u32, v: vec4f) {
  //% if quads
  out[(origin + i) / 4u] = v;
  //% else
  for (var k = 0u; k < 4u && i + k < p.size; k++) { out[origin + i + k] = v[k]; }
  //% end
}

fn stored(origin: u32, i: u32) -> vec4f {
  //% if quads
  return out[(origin + i) / 4u];
  //% else
  let at = origin + i;
  return vec4f(out[at], out[at + 1u], out[at + 2u], out[at + 3u]);
  //% end
}
