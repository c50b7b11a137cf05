"""衡库 Hengku: stock, money and documents in one transaction."""
