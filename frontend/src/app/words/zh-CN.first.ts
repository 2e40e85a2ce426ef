/** What the landing page and sign-in say. */
export default import.meta.glob(['../../locales/zh-CN.json', '../../features/{public,identity,licensing,papers}/locales/zh-CN.json'], { eager: true, import: 'default' })
