import { LatheError } from '../../../shared/errors'

/** Files that are something else than a table of text, by their first bytes: what they are, and what to do. */
const signatures: readonly [start: string, what: string, remedy: string][] = [
  ['PAR1', 'a Parquet file', 'Convert it to CSV first.'],
  ['ARROW1', 'an Arrow file', 'Convert it to CSV first.'],
  ['SQLite format 3', 'an SQLite database', 'Export the table as CSV and open that.'],
  ['%PDF', 'a PDF document', 'Open the table it came from.'],
  ['\x89PNG', 'an image', 'Open a CSV file.'],
  ['\xff\xd8\xff', 'an image', 'Open a CSV file.'],
  ['GIF8', 'an image', 'Open a CSV file.'],
  ['\xd0\xcf\x11\xe0', 'an old workbook (.xls)', 'Save the sheet as CSV and open that.'],
  ['$FL2', 'an SPSS file (.sav)', 'Export it from SPSS, R or Python as CSV.'],
  ['$FL3', 'a compressed SPSS file (.zsav)', 'Export it from SPSS, R or Python as CSV.'],
  ['<stata_dta>', 'a Stata file (.dta)', 'Export it from Stata, R or Python as CSV.'],
  ['HEADER RECORD*******LIB', 'a SAS transport file (.xpt)', 'Export it from SAS, R or Python as CSV.'],
  ['\x89HDF', 'an HDF5 file', 'Export the table as CSV.'],
  ['CDF\x01', 'a NetCDF file', 'Export the table as CSV.'],
  ['\x93NUMPY', 'a NumPy array', 'Save it with numpy.savetxt.'],
  ['\x80\x04\x95', 'a Python pickle', 'Write the table with to_csv.'],
  ['\x80\x05\x95', 'a Python pickle', 'Write the table with to_csv.'],
  ['RDX', 'an R data file', 'Write the table with write.csv.'],
  ['BZh', 'a bzip2 archive', 'Unpack it first.'],
  ['\xfd7zXZ', 'an xz archive', 'Unpack it first.'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive', 'Unpack it first.'],
  ['7z\xbc\xaf', 'a 7-Zip archive', 'Unpack it first.'],
  ['Rar!', 'a RAR archive', 'Unpack it first.'],
  ['{\\rtf', 'a document (RTF)', 'Copy its table into a spreadsheet and save that as CSV.'],
]

/** Refuses files that are something else than text. */
export function refuseBinary(head: Uint8Array): void {
  const start = Buffer.from(head.subarray(0, 4096)).toString('latin1')
  if (start.startsWith('PK\x03\x04')) throw notText(...zipOf(start))
  const known = signatures.find(([signature]) => start.startsWith(signature))
  if (known) throw notText(known[1], known[2])
  if (start.slice(257, 262) === 'ustar') throw notText('an archive (tar)', 'Unpack it first.')
  if (/^[\x71-\x73][\x01\x02]\x01\0/.test(start)) throw notText('a Stata file (.dta)', 'Export it as CSV.')
  if (start.slice(12, 16) === '\xc2\xea\x81\x60') throw notText('a SAS file (.sas7bdat)', 'Export it as CSV.')
}

function zipOf(start: string): [what: string, remedy: string] {
  if (start.includes('opendocument.spreadsheet')) return ['a workbook (.ods)', 'Save the sheet as CSV and open that.']
  if (start.includes('word/')) return ['a document (.docx)', 'Copy its table into a spreadsheet and save that as CSV.']
  return ['a zip archive or a workbook (.xlsx)', 'Save the sheet as CSV, or unpack the archive, and open that.']
}

const libsvmLine = /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?(,\d+)*( +(qid|\d+):[-+.\deE]+)+ *(#.*)?$/

/** Refuses text that is no table: pages, markup and formats that a program must read otherwise. */
export function refuseText(head: string): void {
  const text = head.replace(/^\ufeff/, '').trimStart()
  const lines = text.split(/\r\n|[\r\n]/).filter(line => line.trim() !== '')
  const asCsv = 'Open it in a spreadsheet and save the table as CSV.'
  if (/^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|table|meta|div|style)\b/i.test(text))
    throw notTable('a page of HTML', asCsv)
  if (/^<\?xml\b|^<!DOCTYPE\b|^<([A-Za-z][\w.-]*:)?[A-Za-z][\w.-]*(\s+[\w:.-]+\s*=\s*["'][^>]*)?\/?>/.test(text)) {
    const excel = text.includes('urn:schemas-microsoft-com:office:spreadsheet')
    throw notTable(excel ? 'a spreadsheet of Excel 2003 in XML' : 'XML', asCsv)
  }
  const first = lines.find(line => !line.startsWith('%')) ?? ''
  if (/^@relation\b/i.test(first))
    throw notTable('a file of Weka (ARFF)', 'Save it as CSV in Weka, or write it with pandas.')
  const whole = lines.slice(0, 50).slice(0, Math.max(1, lines.length - 1))
  if (whole.length > 1 && whole.every(line => libsvmLine.test(line.trim())))
    throw notTable(
      'a file of sparse features (libsvm)',
      'Load it with scikit-learn (load_svmlight_file) and write it as CSV.',
    )
  if (text.startsWith('version https://git-lfs.github.com'))
    throw notTable('a pointer of Git LFS, not the file itself', 'Fetch the file with git lfs pull.')
  if (text.startsWith('ASCII SPSS PORT FILE')) throw notTable('an SPSS file (.por)', 'Export it as CSV.')
  if (/^(--.*\s+|\/\*[\s\S]*?\*\/\s*)*(CREATE TABLE|INSERT INTO|DROP TABLE|BEGIN TRANSACTION)\b/i.test(text))
    throw notTable('a script of SQL', 'Load it into a database and export the table as CSV.')
}

const notText = (what: string, remedy: string): LatheError =>
  new LatheError({ code: 'input', message: `This is ${what}, not a text table.`, remedy })

const notTable = (what: string, remedy: string): LatheError =>
  new LatheError({ code: 'input', message: `This is ${what}: it cannot be read as a table of text.`, remedy })
