/** What a scan sounds and feels like: one high note for a hit, two low ones for a miss. */
let sound: AudioContext | null = null

function note(at: number, frequency: number, seconds: number): void {
  if (!sound) return
  const tone = sound.createOscillator()
  const volume = sound.createGain()
  tone.type = 'square'
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0.12, sound.currentTime + at)
  volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + at + seconds)
  tone.connect(volume).connect(sound.destination)
  tone.start(sound.currentTime + at)
  tone.stop(sound.currentTime + at + seconds)
}

function play(notes: [number, number, number][], pattern: number[]): void {
  try {
    navigator.vibrate?.(pattern)
    sound ??= new AudioContext()
    if (sound.state === 'suspended') void sound.resume()
    for (const [at, frequency, seconds] of notes) note(at, frequency, seconds)
  } catch {
    // a device without a speaker still scans
  }
}

export const hit = (): void => play([[0, 1320, 0.09]], [40])
export const miss = (): void => play([[0, 220, 0.16], [0.2, 180, 0.24]], [90, 60, 140])
