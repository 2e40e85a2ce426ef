/** pdf.js's worker, as a chunk of ours: one for each open document. */
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
