// Product for GPUs: 256 invocations carry tiles of {{16 * rows}} rows and {{16 * columns}} columns through workgroup memory, {{depth}} steps
// at a time; each makes {{rows}} × {{columns}} numbers, in quads that are 64 lines apart so that reads of neighbours lie side by side.
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
var<workgroup> rowsOf: array<vec4f, {{depth * 4 * rows}}>;
var<workgroup> columnsOf: array<vec4f, {{depth * 4 * columns}}>;
// An indexed array lives in memory, so it is filled only when the sums are done.
var<private> sums: array<vec4f, {{rows * columns / 4}}>;

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  let firstRow = group.y * {{16 * rows}}u;
  let firstColumn = group.x * {{16 * columns}}u;
  let fromA = p.aBase + group.z * p.aBatch;
  let fromB = p.bBase + group.z * p.bBatch;
//% for i in 0..rows
//% for q in 0..columns / 4
  var s{{i}}_{{q}} = vec4f();
//% end
//% end
  let steps = stepsOf(group.z);
  for (var k = 0u; k < steps; k += {{depth}}u) {
    // Neighbours load along the axis that is contiguous. Lines beyond the last read the last again and are not stored; steps beyond
    // the last are zeros on both sides.
    for (var t = index; t < {{depth * 4 * rows}}u; t += 256u) {
      let step = select(t / {{4 * rows}}u, t % {{depth}}u, p.aStep == 1u);
      let quad = select(t % {{4 * rows}}u, t / {{depth}}u, p.aStep == 1u);
      let line = min(vec4u(firstRow + 4u * quad) + vec4u(0, 1, 2, 3), vec4u(p.m - 1u)) * p.aLine + fromA + (k + step) * p.aStep;
      var x = vec4f();
      if (k + step < steps) { x = vec4f(a[line.x], a[line.y], a[line.z], a[line.w]); }
      rowsOf[step * {{4 * rows}}u + quad] = x;
    }
    for (var t = index; t < {{depth * 4 * columns}}u; t += 256u) {
      let step = select(t / {{4 * columns}}u, t % {{depth}}u, p.bStep == 1u);
      let quad = select(t % {{4 * columns}}u, t / {{depth}}u, p.bStep == 1u);
      let line = min(vec4u(firstColumn + 4u * quad) + vec4u(0, 1, 2, 3), vec4u(p.n - 1u)) * p.bLine + fromB + (k + step) * p.bStep;
      var x = vec4f();
      if (k + step < steps) { x = vec4f(b[line.x], b[line.y], b[line.z], b[line.w]); }
      columnsOf[step * {{4 * columns}}u + quad] = x;
    }
    workgroupBarrier();
    for (var step = 0u; step < {{depth}}u; step++) {
//% for q in 0..columns / 4
      let y{{q}} = columnsOf[step * {{4 * columns}}u + {{16 * q}}u + local.x];
//% end
//% for g in 0..rows / 4
      let x{{g}} = rowsOf[step * {{4 * rows}}u + {{16 * g}}u + local.y];
//% end
//% for i in 0..rows
//% for q in 0..columns / 4
      s{{i}}_{{q}} = fma(vec4f(x{{i / 4}}[{{i % 4}}]), y{{q}}, s{{i}}_{{q}});
//% end
//% end
    }
    workgroupBarrier();
  }
//% for i in 0..rows
//% for q in 0..columns / 4
  sums[{{i * (columns / 4) + q}}] = s{{i}}_{{q}};
//% end
//% end
  for (var i = 0u; i < {{rows}}u; i++) {
    let row = firstRow + 4u * (16u * (i / 4u) + local.y) + i % 4u;
    for (var q = 0u; q < {{columns / 4}}u; q++) {
      store(group.z, row, firstColumn + 4u * (16u * q + local.x), sums[i * {{columns / 4}}u + q]);
    }
  }
}
