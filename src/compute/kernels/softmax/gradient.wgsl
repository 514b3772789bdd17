// dx = y (dy − Σ dy y) of softmax, dx = dy − eʸ Σ dy of its logarithm; one invocation a row of `size` numbers. Variants as in softmax.wgsl.
//% if quads
@group(0) @binding(0) var<storage, read> y: array<vec4f>;
@group(0) @binding(1) var<storage, read> dy: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> dx: array<vec4f>;
//% else
@group(0) @binding(0) var<storage, read> y: array<f32>;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
//% end
struct Parameters { rows: u32, size: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let row = (group.y * groups.x + group.x) * 64u + lane;
  if (row >= p.rows) { return; }
  let origin = row * p.size;
  //% if quads
  var sums = vec4f();
  for (var i = origin / 4u; i < (origin + p.size) / 4u; i++) {
    //% if log
    sums += dy[i];
    //% else
    sums += dy[i] * y[i];
    //% end
  }
  let sum = (sums.x + sums.y) + (sums.z + sums.w);
  for (var i = origin / 4u; i < (origin + p.size) / 4u; i++) {
    dx[i] = slope(y[i], dy[i], sum);
  }
  //% else
  var sum = 0.0;
  for (var i = origin; i < origin + p.size; i++) {
    //% if log
    sum += dy[i];
    //% else
    sum += dy[i] * y[i];
    //% end
  }
  for (var i = origin; i < origin + p.size; i++) {
    dx[i] = slope(vec4f(y[i]), vec4f(dy[i]), sum).x;
  }
  //% end
}

fn slope(y: vec4f, dy: vec4f, sum: f32) -> vec4f {
  //% if log
  return dy - exponential(y) * sum;
  //% else
  return y * (dy - sum);
  //% end
}
