/** What a browser says of itself, in the few words by which its owner knows it. */
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger\/(\d+)/, 'WeChat'], [/HuaweiBrowser\/(\d+)/, 'Huawei Browser'], [/QQBrowser\/(\d+)/, 'QQ Browser'],
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'], [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'], [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* .*Safari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'], [/Linux/, 'Linux'],
]
const SHOWN = 60

export function deviceText(device: string, unknown: string): string {
  const browser = BROWSERS.flatMap(([known, name]) => {
    const found = known.exec(device)
    return found ? [`${name} ${found[1]}`] : []
  })[0]
  const system = SYSTEMS.find(([known]) => known.test(device))?.[1]
  const words = [browser, system].filter(Boolean).join(' · ')
  return words || device.slice(0, SHOWN) || unknown
}
