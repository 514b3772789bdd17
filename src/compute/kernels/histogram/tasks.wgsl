// Cuts the rows of every node into tasks of at most `rows` rows: tasks[2 t] = (first row, rows), with the rows of unused tasks 0, and
// firstTask[node], after the last node the number of tasks. Nodes are few: one invocation.
@group(0) @binding(0) var<storage, read> nodes: array<vec2u>;
@group(0) @binding(1) var<storage, read_write> tasks: array<vec2u>;
@group(0) @binding(2) var<storage, read_write> firstTask: array<u32>;
struct Parameters { count: u32, rows: u32, most: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(1)
fn main() {
  var task = 0u;
  for (var node = 0u; node < p.count; node++) {
    firstTask[node] = task;
    let range = nodes[node];
    for (var done = 0u; done < range.y && task < p.most; done += p.rows) {
      tasks[task] = vec2u(range.x + done, min(p.rows, range.y - done));
      task++;
    }
  }
  firstTask[p.count] = task;
  while (task < p.most) {
    tasks[task] = vec2u(0u);
    task++;
  }
}
