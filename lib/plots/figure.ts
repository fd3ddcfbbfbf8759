/** A picture as plain data: a Plotly specification, with a sentence for those who can't see it. */

import type { ColourScale } from "./palette";

/**
 * A Plotly specification (`data` and `layout`) and `altText`. It needs no Plotly: `svgOf(figure)` draws it too.
 *
 * Text in it is Plotly's: `&`, `<` and `>` of names are written as entities, so that no name becomes markup.
 */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  /** What the picture shows, in a sentence. */
  readonly altText: string;
}

export type Trace = BarTrace | ScatterTrace | HeatmapTrace;

/** Which pair of axes a trace uses; the first by default. */
interface OnAxes {
  readonly xaxis?: "x" | "x2" | "x3";
  readonly yaxis?: "y" | "y2" | "y3";
}

export interface BarTrace extends OnAxes {
  readonly type: "bar";
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly orientation?: "h";
  /** Widths along the axis, for bins of numbers. */
  readonly width?: readonly number[];
  readonly hovertext?: readonly string[];
  readonly hoverinfo?: "text";
  readonly marker: { readonly color: string; readonly pattern?: { readonly shape: "/" }; readonly opacity?: number };
}

export interface ScatterTrace extends OnAxes {
  readonly type: "scatter";
  readonly name: string;
  readonly mode: "lines" | "markers" | "lines+markers";
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly line?: { readonly color: string; readonly dash?: Dash; readonly width?: number };
  readonly marker?: {
    readonly color: string;
    readonly size?: number;
    readonly symbol?: "circle" | "square" | "diamond";
    readonly opacity?: number;
  };
}

export type Dash = "solid" | "dash" | "dot" | "dashdot";

export interface HeatmapTrace extends OnAxes {
  readonly type: "heatmap";
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Row by row, from the first y up; null is a cell without a number. */
  readonly z: readonly (readonly (number | null)[])[];
  readonly zmin: number;
  readonly zmax: number;
  readonly colorscale: ColourScale;
  readonly hovertext: readonly (readonly string[])[];
  readonly hoverinfo: "text";
  readonly showscale: boolean;
  readonly colorbar?: { readonly title: { readonly text: string }; readonly tickformat?: string };
}

export interface Axis {
  readonly title?: { readonly text: string };
  readonly type?: "linear" | "date";
  readonly tickmode?: "array";
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
  readonly tickformat?: string;
  readonly range?: readonly [number, number];
  readonly rangemode?: "tozero";
  readonly automargin?: boolean;
  readonly domain?: readonly [number, number];
  readonly anchor?: string;
  readonly zeroline?: boolean;
  readonly showgrid?: boolean;
}

export interface Layout {
  readonly title: { readonly text: string };
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  readonly xaxis2?: Axis;
  readonly yaxis2?: Axis;
  readonly xaxis3?: Axis;
  readonly yaxis3?: Axis;
  readonly annotations?: readonly Annotation[];
  readonly barmode?: "group" | "overlay";
  readonly bargap?: number;
  readonly height?: number;
  readonly showlegend: boolean;
  readonly legend?: { readonly orientation: "h"; readonly y: number; readonly x: number };
  readonly font: { readonly family: string; readonly size: number; readonly color: string };
  readonly paper_bgcolor: string;
  readonly plot_bgcolor: string;
  readonly margin?: { readonly t: number; readonly r: number; readonly b: number; readonly l: number };
}

export interface Annotation {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly xref: "paper";
  readonly yref: "paper";
  readonly yanchor: "bottom";
  readonly xanchor: "center";
  readonly showarrow: false;
}
