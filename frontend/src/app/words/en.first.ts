/** What the landing page and sign-in say. */
export default import.meta.glob(['../../locales/en.json', '../../features/{public,identity,licensing,papers}/locales/en.json'], { eager: true, import: 'default' })
