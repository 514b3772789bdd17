// Windows of images as rows of a matrix: row r is a place (image, y, x) of the window, its numbers are the window's, row by row with all
// channels of a pixel together; 0 where the window stands over the edge. One invocation makes whole rows. `quads`: channels are
// a multiple of 4 and move four at a time; sizes in channels are then in quads.
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  firstRow: u32, rows: u32
}
//% if quads > 0
@group(0) @binding(0) var<storage, read> image: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> unfolded: array<vec4f>;
//% else
@group(0) @binding(0) var<storage, read> image: array<f32>;
@group(0) @binding(1) var<storage, read_write> unfolded: array<f32>;
//% end
@group(0) @binding(2) var<uniform> p: Places;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let rowSize = p.windowHeight * p.windowWidth * p.channels;
  for (var r = id.x; r < p.rows; r += lanes) {
    let place = p.firstRow + r;
    let outX = place % p.outWidth;
    let outY = place / p.outWidth % p.outHeight;
    let number = place / (p.outWidth * p.outHeight);
    // Rows and columns left of the image wrap round to huge numbers, which are outside as well.
    let top = outY * p.strideY - p.padY;
    let left = outX * p.strideX - p.padX;
    var to = r * rowSize;
    for (var dy = 0u; dy < p.windowHeight; dy++) {
      let y = top + dy;
      for (var dx = 0u; dx < p.windowWidth; dx++) {
        let x = left + dx;
        let inside = y < p.height && x < p.width;
        let start = select(0u, ((number * p.height + y) * p.width + x) * p.channels, inside);
        for (var c = 0u; c < p.channels; c++) {
          let value = image[start + c];
          //% if quads > 0
          unfolded[to] = select(vec4f(0), value, inside);
          //% else
          unfolded[to] = select(0.0, value, inside);
          //% end
          to++;
        }
      }
    }
  }
}
