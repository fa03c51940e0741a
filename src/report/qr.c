/* A text as a QR code. Dark modules that stand side by side are one bar: fewer, and no hairlines
 * between them in print. */
#include "qr.h"

#include <qrencode.h>

/* Light modules that the standard wants on each side. */
enum { QUIET = 4 };

void qr_draw(struct canvas *c, double x, double y, double side, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_Q);
    if (code == NULL)
        return;
    const int n = code->width;
    const double module = side / (n + 2 * QUIET);
    for (int row = 0; row < n; row++)
        for (int column = 0, end; column < n; column = end + 1) {
            for (end = column; end < n && code->data[row * n + end] & 1;)
                end++;
            if (end > column)
                canvas_bar(c, x + (column + QUIET) * module, y + (row + QUIET) * module,
                           (end - column) * module, module);
        }
    QRcode_free(code);
}
