/* What a reader cannot read: past the edge, cut off, under something else. */
() => {
  const found = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) found.push(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth} px`)
  const named = (node) => {
    const at = node.nodeType === 3 ? node.parentElement : node
    const words = (node.textContent || at.getAttribute('aria-label') || at.id).trim().replace(/\s+/g, ' ').slice(0, 40)
    return `${at.tagName.toLowerCase()}${typeof at.className === 'string' && at.className ? `.${at.className.split(' ')[0]}` : ''} «${words}»`
  }
  const style = new Map()
  const look = (at) => style.get(at) ?? style.set(at, getComputedStyle(at)).get(at)
  /* What floats above the page on purpose. */
  const floating = (at) => {
    for (let each = at; each; each = each.parentElement) {
      if (['fixed', 'sticky'].includes(look(each).position)) return each
    }
    return null
  }
  /* The rectangle as far as what surrounds it lets it be seen; whether it may be scrolled to. */
  const seen = (box, at) => {
    let { left, right, top, bottom } = box
    let scrolls = false
    for (let each = at; each && each !== root; each = each.parentElement) {
      const { overflowX, overflowY, clipPath, position } = look(each)
      if (clipPath !== 'none') return null
      if (overflowX !== 'visible' || overflowY !== 'visible') {
        const edge = each.getBoundingClientRect()
        if (/auto|scroll/.test(overflowX + overflowY)) scrolls = true
        left = Math.max(left, edge.left); right = Math.min(right, edge.right)
        top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom)
      }
      if (position === 'fixed') break
    }
    // A pixel is what is left of words for readers only.
    return right - left < 2 || bottom - top < 2 ? null : { left, right, top, bottom, scrolls }
  }
  const CONTROLS = 'button, a[href], input:not([type=hidden]), select, textarea, [role=tab], [role=button], .ant-segmented-item, .ant-select, .ant-radio-button-wrapper'
  const boxes = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.parentElement
    if (!node.data.trim() || at.closest('[aria-hidden=true], option, script, style, .ant-select, .ant-badge-count, .zv-page, .zv-watermark, svg')) continue
    if (!at.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue
      const here = seen(box, at)
      const control = at.closest('button, [role=tab], [role=button], .ant-btn, .ant-segmented-item, .ant-radio-button-wrapper')
      // Tabs that do not fit are in the menu beside them.
      const listed = at.closest('.ant-tabs-nav')?.querySelector('.ant-tabs-nav-operations:not(.ant-tabs-nav-operations-hidden)')
      if (control && !(listed && listed.checkVisibility())) {
        const edge = control.getBoundingClientRect()
        const out = Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top - 1, box.bottom - edge.bottom - 1)
        const cut = here === null || here.scrolls ? 0 : Math.max(here.left - box.left, box.right - here.right)
        if (here !== null && (out > 1 || cut > 1)) found.push(`words of a button are cut by ${Math.round(Math.max(out, cut))} px: ${named(control)}`)
      }
      if (here === null) continue
      if (!here.scrolls && !floating(at) && !at.closest('.ant-tabs-nav') && box.right > root.clientWidth + 1) found.push(`past the edge: ${named(node)}`)
      boxes.push({ node, at, ...here, float: floating(at) })
    }
  }
  for (const at of document.querySelectorAll(CONTROLS)) {
    if (!at.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || at.closest('[aria-hidden=true]')) continue
    if (at.matches('a') && look(at).display === 'inline') continue // its words are there as text
    if (at.matches('.ant-select *, .ant-picker *')) continue // one control, seen as a whole
    const here = seen(at.getBoundingClientRect(), at)
    if (here && here.right - here.left > 2) boxes.push({ node: at, at, ...here, float: floating(at) })
  }
  boxes.sort((a, b) => a.top - b.top)
  const said = new Set()
  boxes.forEach((one, n) => {
    for (let m = n + 1; m < boxes.length && boxes[m].top < one.bottom - 3; m += 1) {
      const two = boxes[m]
      if (one.node === two.node || one.node.contains(two.node) || two.node.contains(one.node) || one.float !== two.float) continue
      if (one.at.closest('label')?.contains(two.node) || two.at.closest('label')?.contains(one.node)) continue
      const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left)
      const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
      if (wide > 3 && high > 3) said.add(`${named(one.node)} lies on ${named(two.node)} by ${Math.round(wide)} × ${Math.round(high)} px`)
    }
  })
  return [...new Set([...found, ...said])].slice(0, 12)
}
