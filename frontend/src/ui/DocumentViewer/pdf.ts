/**
 * A PDF read in parts: pdf.js with its worker, character maps and fonts from our own address.
 *
 * We fetch each part ourselves, so that the log of reads holds what was looked at and nothing else.
 * WebAssembly stays off: the page's security policy does not allow it, plain decoders do the same.
 */
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import { readBytes } from './queries'

export type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

const PART = 1024 * 1024
const ASSETS = new URL('/pdfjs/', location.origin).href

class Parts extends pdfjs.PDFDataRangeTransport {
  private readonly stop = new AbortController()

  constructor(private readonly id: string, private readonly size: number, private readonly failed: (error: unknown) => void) {
    super(size, null)
  }

  override requestDataRange(begin: number, end: number) {
    readBytes(this.id, { first: begin, last: Math.min(end, this.size) - 1, signal: this.stop.signal })
      .then((part) => this.onDataRange(begin, part))
      .catch((error: unknown) => { if (!this.stop.signal.aborted) this.failed(error) })
  }

  override abort() {
    this.stop.abort()
  }
}

/** Open a document of that many bytes; `failed` hears of every part that is refused. */
export function openPdf(id: string, size: number, failed: (error: unknown) => void) {
  const range = new Parts(id, size, failed)
  const port = new Worker(new URL('./pdf.worker.ts', import.meta.url), { type: 'module' })
  const task = pdfjs.getDocument({
    worker: pdfjs.PDFWorker.create({ port }), range, length: size, rangeChunkSize: PART, disableAutoFetch: true, disableStream: true,
    cMapUrl: `${ASSETS}cmaps/`, cMapPacked: true, standardFontDataUrl: `${ASSETS}standard_fonts/`, wasmUrl: `${ASSETS}wasm/`,
    useWasm: false, isEvalSupported: false, enableXfa: false,
    // Where there is no graphics processor, pictures that come out of the worker's canvas are black.
    isOffscreenCanvasSupported: false,
  })
  const close = () => {
    range.abort()
    void task.destroy().finally(() => port.terminate())
  }
  return { opened: task.promise, close }
}

/** The pieces of text of every page, as the text layer cuts them; `told` hears how many pages are read. */
export async function textOf(pdf: pdfjs.PDFDocumentProxy, told: (pages: number) => void): Promise<string[][]> {
  const pages: string[][] = []
  for (let n = 1; n <= pdf.numPages; n++) {
    const content = await (await pdf.getPage(n)).getTextContent()
    pages.push(content.items.flatMap((item) => ('str' in item ? [item.str] : [])))
    told(n)
  }
  return pages
}

export const { TextLayer } = pdfjs
