/**
 * The decimal mark of a table, from cells such as `3,14` and `3.14`. `1,234` says nothing by itself: it may be a thousand. A column votes for the comma
 * when all its numbers fit it and one of them can be nothing else.
 */
export function detectDecimal(records: readonly string[][]): '.' | ',' {
  const width = records[0]?.length ?? 0
  const body = records.length > 1 ? records.slice(1) : records // the first may be the header
  let comma = 0
  let point = 0
  for (let column = 0; column < width; column++) {
    let [withComma, surelyComma, withPoint, others] = [0, 0, 0, 0]
    for (const record of body) {
      const cell = record[column].trim()
      if (/^[+-]?\d*,\d+([eE][+-]?\d+)?$/.test(cell)) {
        withComma++
        if (!/^[+-]?[1-9]\d{0,2},\d{3}$/.test(cell)) surelyComma++
      } else if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(cell)) {
        withComma++
        surelyComma++
      } else if (/^[+-]?\d*\.\d+([eE][+-]?\d+)?$/.test(cell)) withPoint++
      else if (cell !== '' && !/^[+-]?\d+$/.test(cell)) others++
    }
    if (surelyComma > 0 && withComma > others * 2 && withPoint === 0) comma++
    if (withPoint > 0 && withPoint > others * 2 && withComma === 0) point++
  }
  return comma > point ? ',' : '.'
}
