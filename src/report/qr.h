/* Private to src/report: a text as a QR code (ISO/IEC 18004), by libqrencode, which is known in
 * qr.c alone. */
#ifndef REPORT_QR_H
#define REPORT_QR_H

#include "canvas.h"

/* Draws it, with its quiet zone, within a square of `side`; x and y are the upper left corner.
 * Correction level Q: a quarter may be dirty or torn. Nothing is drawn of a text that is longer
 * than a code can hold (1,663 bytes). */
void qr_draw(struct canvas *c, double x, double y, double side, const char *text);

#endif
