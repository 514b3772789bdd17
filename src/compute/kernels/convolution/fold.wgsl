// The other way: every pixel gathers its share from the rows of all windows that stood over it, so nothing is added by two invocations.
// Rows firstRow … firstRow + rows − 1 are there; `add` keeps what the rows before gave; a row takes `rowSize` numbers, or quads. `quads` as in unfold.wgsl.
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  firstRow: u32, rows: u32, firstPixel: u32, pixels: u32, rowSize: u32, add: u32
}
//% if quads > 0
@group(0) @binding(0) var<storage, read> unfolded: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> image: array<vec4f>;
//% else
@group(0) @binding(0) var<storage, read> unfolded: array<f32>;
@group(0) @binding(1) var<storage, read_write> image: array<f32>;
//% end
@group(0) @binding(2) var<uniform> p: Places;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.pixels; i += lanes) {
    let pixel = p.firstPixel + i;
    let line = pixel / p.width;
    let number = line / p.height;
    let y = line - number * p.height + p.padY;
    let x = pixel - line * p.width + p.padX;
    // Windows over the pixel: rows top … bottom − 1, columns left … right − 1 of the output.
    let bottom = min(y / p.strideY + 1u, p.outHeight);
    let right = min(x / p.strideX + 1u, p.outWidth);
    let top = min((max(y + p.strideY, p.windowHeight) - p.windowHeight) / p.strideY, bottom);
    let left = min((max(x + p.strideX, p.windowWidth) - p.windowWidth) / p.strideX, right);
    // A row before the first wraps round to a huge number.
    let first = (number * p.outHeight + top) * p.outWidth + left - p.firstRow;
    let under = ((y - top * p.strideY) * p.windowWidth + x - left * p.strideX) * p.channels;
    for (var c = 0u; c < p.channels; c++) {
      //% if quads > 0
      var sum = vec4f(0);
      //% else
      var sum = 0.0;
      //% end
      var row = first;
      var down = under + c;
      for (var v = top; v < bottom; v++) {
        var at = row * p.rowSize + down;
        for (var h = 0u; h < right - left; h++) {
          if (row + h < p.rows) { sum += unfolded[at]; }
          at += p.rowSize - p.strideX * p.channels;
        }
        row += p.outWidth;
        down -= p.strideY * p.windowWidth * p.channels;
      }
      let at = pixel * p.channels + c;
      if (p.add == 1u) { sum += image[at]; }
      image[at] = sum;
    }
  }
}
