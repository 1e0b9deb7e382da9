"""Personal data sealed with a key for each record (niêm phong dữ liệu cá nhân): erasing is destroying the key."""
