/** Under whose licence insurance is shown here, and that the insurer, not the platform, carries the risk. */
export default function ModeBanner() {
  return null
}
