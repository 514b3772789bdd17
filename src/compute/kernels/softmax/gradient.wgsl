// dx = y (dy − Σ dy y) of softmax, dx = dy − eʸ Σ dy of its logarithm (log), of rows of `size` numbers (rows.ts).
struct Parameters { rows: u32, size: u32 }
@group(0) @binding({{last}}) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let row = rowOf(group.y * groups.x + group.x, lane);
  if (row >= p.rows) { return; }
  let origin = row * p.size;
  let first = firstOf(lane);
  var sums = vec4f();
  for (var i = first; i < p.size; i += rowStep) {
    //% if log
    sums += load_dy(origin, i, 0.0);
    //% else
    sums += load_dy(origin, i, 0.0) * load_y(origin, i, 0.0);
    //% end
  }
  let sum = sumOfAll((sums.x + sums.y) + (sums.z + sums.w), lane);
  for (var i = first; i < p.size; i += rowStep) {
    let y = load_y(origin, i, 0.0);
    let dy = load_dy(origin, i, 0.0);
    //% if log
    store_dx(origin, i, dy - exponential(y) * sum);
    //% else
    store_dx(origin, i, y * (dy - sum));
    //% end
  }
}
