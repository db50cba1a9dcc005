export const PHANTOM_SITES = ['A', 'B', 'C'] as const;
export type PhantomSite = (typeof PHANTOM_SITES)[number];

/** What differs between the sites; the table is in README.md. */
export const PHANTOM_MODES = ['GLOBAL', 'LOCAL', 'DIFFUSE-ONLY', 'CASE-MIX', 'PORTABLE'] as const;
export type PhantomMode = (typeof PHANTOM_MODES)[number];

export const PHANTOM_FINDINGS = ['Pneumonia', 'Cardiomegaly'] as const;
export type PhantomFinding = (typeof PHANTOM_FINDINGS)[number];

export type PhantomTruths = Record<PhantomFinding, 0 | 1>;

/**
 * The patient, in units of half the image's side: the picture runs from −1 to 1 both ways, u to the patient's left
 * (the picture's right) and v down.
 */
export type Anatomy = {
  /** Size of the whole patient, and of the breadth alone; 1 is the average. */
  scale: number;
  breadth: number;
  /** Where the middle of the patient lies, and how far he leans, in radians. */
  shiftX: number;
  shiftY: number;
  tilt: number;
  /** Sideways shift of what lies in front (heart, clavicles) against the spine: a patient who is turned a little. */
  rotation: number;
  /** How far the domes lie below their average, in units of the frame; negative is a shallow breath. */
  inspiration: number;
  /** Right dome above the left. */
  domeGap: number;
  /** Greatest width of the heart by the greatest inner width of the thorax. */
  cardiothoracicRatio: number;
  /** Roundness of the apex, 0 (long) to 1 (round). */
  apexRoundness: number;
  /** Radius of the aortic knob. */
  aorticKnob: number;
  /** Fall of a rib from the spine to the sternum; 1 is average. */
  ribFall: number;
  /** Calcium of all bones; 1 is average. */
  boneDensity: number;
  /** Thickness of the soft tissue; 1 is average. */
  softTissue: number;
  /** Size of the breast shadows; 0 where there are none. */
  breast: number;
  /** Height of the clavicles above their average. */
  clavicleLift: number;
  /** How far the scapulae lie over the lungs: 0 beside them, 1 well inside. */
  scapulaOverlap: number;
  /** How far the arms stand off the chest. */
  armGap: number;
  /** Gastric bubble: size 0 (none) to 1.3, and whether a fluid level cuts it. */
  gastricBubble: number;
  fluidLevel: boolean;
  /** Calibre and density of the vessels; 1 is normal, 1.6 congested. */
  congestion: number;
  /** Faint haze over the lungs, in units of path length; below what is called pneumonia. */
  haze: number;
};

/** One pneumonic focus; lengths in the patient's frame. */
export type Opacity = {
  u: number;
  v: number;
  radiusU: number;
  radiusV: number;
  tilt: number;
  /** Path length added at its middle. */
  amplitude: number;
  /** Share of the amplitude that the bronchopneumonic mottle moves, 0 to 1. */
  mottle: number;
  /** Air-filled bronchi seen through it. */
  bronchogram: boolean;
};

/** The tube, the detector and the processing. */
export type Acquisition = {
  /** Taken at the bedside, front to back: larger heart, shallow breath, scapulae over the lungs. */
  bedside: boolean;
  /** Scattered light as a share of the mean transmitted. */
  scatter: number;
  /** Photons per pixel of a 112-pixel picture behind nothing at all. */
  photons: number;
  gamma: number;
  /** Width of the collimator's frame as a share of the side; 0 is none. */
  frame: number;
};

export type LeadMarkerStyle = 'big' | 'small' | 'ringed';

/** A lead letter: place of its centre and height as shares of the side, tilt in radians, brightness 0–1. */
export type LeadMarker = {
  style: LeadMarkerStyle;
  x: number;
  y: number;
  height: number;
  tilt: number;
  brightness: number;
};

/** A line of text burnt in: left end of the baseline and height of a capital as shares of the side. */
export type Annotation = { text: string; x: number; y: number; height: number; brightness: number };

/** Everything that decides the picture, at any size, and what the archive would say about it. */
export type PhantomStudy = {
  seed: number;
  mode: PhantomMode;
  site: PhantomSite;
  department: string;
  scanner: string;
  viewPosition: 'AP' | 'PA';
  portable: boolean;
  patientSex: 'F' | 'M';
  patientAge: number;
  truths: PhantomTruths;
  anatomy: Anatomy;
  opacities: readonly Opacity[];
  acquisition: Acquisition;
  marker: LeadMarker | null;
  annotations: readonly Annotation[];
};
